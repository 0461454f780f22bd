import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTags, toTagText } from "./tag-text.ts";

test.for<[string, { key: string; value: string }[]]>([
  [
    "team=records\ncost-center=4711",
    [
      { key: "team", value: "records" },
      { key: "cost-center", value: "4711" },
    ],
  ],
  [" purpose = archive \r\n\r\n", [{ key: "purpose", value: "archive" }]],
  ["ratio=1=2", [{ key: "ratio", value: "1=2" }]],
  [
    "lonely\nempty=",
    [
      { key: "lonely", value: "" },
      { key: "empty", value: "" },
    ],
  ],
  ["cost\\=centre=4100", [{ key: "cost=centre", value: "4100" }]],
  ["\\ a\\ = \\ b c\\ ", [{ key: " a ", value: " b c " }]],
  ["a\\b=c", [{ key: "a\\b", value: "c" }]],
  ["", []],
])("%j is read as tags", ([text, tags]) => {
  expect(parseTags(text)).toEqual(tags);
});

test("an = in a name and spaces at the ends are written so that they are read again", () => {
  expect(toTagText([{ key: "cost=centre", value: "a=b" }])).toBe("cost\\=centre=a=b");
  expect(toTagText([{ key: "note", value: " " }])).toBe("note=\\ ");
  expect(toTagText([{ key: " note ", value: "  x  " }])).toBe("\\ note\\ =\\  x \\ ");
});

const part = fc.string({ unit: fc.constantFrom("a", "b", "=", " ", "\\", "\n", "\r", "n", "é", "\u00a0", "😀") });

test("whatever tags are written are the same when they are read", () => {
  const tag = fc.record({ key: part.filter((key) => key !== ""), value: part });
  fc.assert(
    fc.property(fc.array(tag), (tags) => {
      const sorted = (all: typeof tags) => all.map(({ key, value }) => JSON.stringify([key, value])).toSorted();
      expect(sorted(parseTags(toTagText(tags)))).toEqual(sorted(tags));
    }),
  );
});
