/** RFC 4180: CRLF, and quotes where a cell needs them. */
export function csv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): Buffer {
  return Buffer.from([header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join(""));
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
