import fc from "fast-check";
import { expect, it, test } from "vitest";
import { toAttachment, toDownloadType } from "./content-disposition.ts";

test.for([
  ["application/pdf", "application/pdf"],
  ["text/csv; charset=utf-8", "text/csv"],
  ["text/html", "application/octet-stream"],
  ["image/svg+xml", "application/octet-stream"],
  ["application/xhtml+xml", "application/octet-stream"],
  ["application/vnd.x+xml", "application/octet-stream"],
  ["text/javascript", "application/octet-stream"],
  ["nonsense\r\nX: y", "application/octet-stream"],
  [null, "application/octet-stream"],
] as const)("a stored %j is downloaded as %j", ([stored, type]) => expect(toDownloadType(stored)).toBe(type));

it("gives any file name a header that HTTP can carry and that keeps the name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      const header = toAttachment(name);
      expect(header).toMatch(/^[\x20-\x7e]*$/);
      expect(new Headers({ "Content-Disposition": header }).get("Content-Disposition")).toBe(header);
      expect(decodeURIComponent(header.split("filename*=UTF-8''")[1] ?? "")).toBe(name);
    }),
  );
});
