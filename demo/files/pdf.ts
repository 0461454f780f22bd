const LINE_HEIGHT = 18;

/** A one-page PDF 1.4 that readers open: a heading and lines of Latin-1 text in Helvetica. */
export function pdf(heading: string, lines: readonly string[]): Buffer {
  const text = [
    "BT /F1 18 Tf 56 780 Td",
    `(${escaped(heading)}) Tj`,
    "/F1 11 Tf",
    ...lines.map((line) => `0 -${LINE_HEIGHT} Td (${escaped(line)}) Tj`),
    "ET",
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];

  let body = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = body.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  // One byte a character, so that the offsets counted above are bytes.
  return Buffer.from(body, "latin1");
}

const escaped = (text: string) => text.replaceAll(/[\\()]/g, String.raw`\$&`);
