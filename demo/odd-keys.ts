const LONGEST_BYTES = 1024;
const RIGHT_TO_LEFT = "\u202E";

/** Keys that S3 takes and that browsers, URLs, shells and spreadsheets trip over; all below one prefix. */
export function oddKeys(prefix: string): string[] {
  const names = [
    "double//slash.dcm",
    "../outside.txt",
    "./here.txt",
    "a/../b.txt",
    "%2e%2e/encoded-dots.txt",
    "already%20encoded.txt",
    "100%.csv",
    "plus+sign.csv",
    "plus sign.csv",
    " leading and trailing space ",
    "question?versionId=null.txt",
    "hash#fragment.txt",
    "ampersand&equals=1.txt",
    "quotes-'single'-\"double\".txt",
    "back\\slash.txt",
    "semi;colon,comma:colon.txt",
    "angle<b>brackets</b>.html",
    '=HYPERLINK("https://example.com").csv',
    "line\nbreak.txt",
    "tab\tstop.txt",
    `invoice${RIGHT_TO_LEFT}fdp.exe`,
    "zero\u200Bwidth.txt",
    "emoji-🫀-🏥.pdf",
    "Ärztebrief-Müller.pdf".normalize("NFC"),
    "Ärztebrief-Müller.pdf".normalize("NFD"),
    "診断書.pdf",
    "تقرير.pdf",
    "folder marker/",
    "folder marker/inside.txt",
    "UPPER.TXT",
    "upper.txt",
    "__proto__",
    "constructor",
    "null",
  ];
  const longest = `${prefix}long/`;
  return [...names.map((name) => prefix + name), longest + "x".repeat(LONGEST_BYTES - Buffer.byteLength(longest))];
}
