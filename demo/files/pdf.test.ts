import { expect, it } from "vitest";
import { pdf } from "./pdf.ts";

it("points its table at every object, so that a reader need not repair it", () => {
  const text = pdf("Consent (2019)", ["one", String.raw`back\slash`, "Müller"]).toString("latin1");
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);

  expect(text.slice(table, table + 4)).toBe("xref");
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n /gm)].map((row) => Number(row[1]));
  expect(offsets.map((offset) => text.slice(offset, offset + 7))).toEqual(
    [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
  );
});

it("tells a stream's true length", () => {
  const text = pdf("Heading", ["line"]).toString("latin1");
  const stream = /stream\n([\s\S]*)\nendstream/.exec(text)?.[1];

  expect(text).toContain(`/Length ${stream?.length} `);
});

it("escapes what would end a string", () => {
  expect(pdf("a(b)c\\d", []).toString("latin1")).toContain(String.raw`(a\(b\)c\\d) Tj`);
});
