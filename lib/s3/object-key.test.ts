import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  fileNameOf,
  foldersOf,
  fromListed,
  fromVisible,
  nameBelow,
  objectKeyProblem,
  prefixProblem,
  splitPrefix,
  toVisible,
} from "./object-key.ts";

describe("objectKeyProblem", () => {
  test.for(["a", "/", "//", "..", "a/../b", "%2e%2e", " ", "\n", "\u202e", "🔐", "a".repeat(1024), "é".repeat(512)])(
    "takes %j",
    (key) => expect(objectKeyProblem(key)).toBeNull(),
  );

  test.for([
    ["", "at least one character"],
    ["a".repeat(1025), "1,025"],
    ["🔐".repeat(257), "1,028"],
    ["\ud800", "surrogate"],
  ] as const)("refuses %j and says the rule", ([key, rule]) => expect(objectKeyProblem(key)).toContain(rule));
});

describe("prefixProblem", () => {
  test.for(["", "a/", "a".repeat(1024)])("lets names be looked for that start with %j", (prefix) =>
    expect(prefixProblem(prefix)).toBeNull(),
  );

  it("says why no name can start so", () => {
    expect(prefixProblem(`a/${"é".repeat(512)}`)).toBe(
      "No key begins so. A key has at most 1,024 bytes of UTF-8; this one has 1,026.",
    );
  });
});

describe("toVisible", () => {
  it("spells out what hides or reorders text", () => {
    expect(toVisible("invoice\u202efdp.exe")).toBe("invoice⟪U+202E⟫fdp.exe");
    expect(toVisible("a\nb\u0000")).toBe("a⟪U+000A⟫b⟪U+0000⟫");
  });

  it("leaves what can be read alone", () => expect(toVisible("räntgen/手 🔐 +%2e")).toBe("räntgen/手 🔐 +%2e"));

  test.for([
    ["  ", "⟪U+0020⟫⟪U+0020⟫"],
    [" lead", "⟪U+0020⟫lead"],
    ["trail ", "trail⟪U+0020⟫"],
    ["a  b", "a⟪U+0020⟫⟪U+0020⟫b"],
    ["a\u00a0b", "a⟪U+00A0⟫b"],
    ["pay\ufe0froll", "pay⟪U+FE0F⟫roll"],
    ["\u3164", "⟪U+3164⟫"],
    ["\u{e0041}", "⟪U+E0041⟫"],
    ["\uffff", "⟪U+FFFF⟫"],
    ["cafe\u0301", "cafe⟪U+0301⟫"],
    ["\u212b", "⟪U+212B⟫"],
    ["⟪U+0020⟫", "⟪U+27EA⟫U+0020⟫"],
  ] as const)("shows %j as %s", ([key, shown]) => expect(toVisible(key)).toBe(shown));

  it("shows no two keys alike that a page would draw alike", () => {
    const unit = fc.constantFrom(" ", "\u00a0", "a", "e", "é", "\u0301", "\u200b", "\u3164", "⟪", "⟫", "U+0020");
    const drawn = (text: string) => text.normalize("NFC").replace(/ +/g, " ").trim();
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1 }), fc.string({ unit, minLength: 1 }), (one, other) => {
        fc.pre(one !== other);
        expect(drawn(toVisible(one))).not.toBe(drawn(toVisible(other)));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("fromVisible", () => {
  it("reads every key back that toVisible spells out", () => {
    const unit = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      fc.constantFrom("\n", " ", "\u202e", "e\u0301", "⟪", "⟪U+000A⟫", "\u{e0041}"),
    );
    fc.assert(
      fc.property(fc.array(unit), (parts) => {
        const key = parts.join("");
        expect(fromVisible(toVisible(key))).toBe(key);
      }),
      { numRuns: 2_000 },
    );
  });

  test.for([
    ["⟪u+000a⟫", "\n"],
    [" typed ", " typed "],
    ["⟪", "⟪"],
    ["⟪U+0A⟫", "⟪U+0A⟫"],
    ["⟪U+110000⟫", "⟪U+110000⟫"],
  ] as const)("reads %j as %j", ([text, key]) => expect(fromVisible(text)).toBe(key));
});

describe("fromListed", () => {
  it("undoes S3's URL encoding of any key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (key) => {
        const listed = encodeURIComponent(key).replaceAll("%20", "+");
        expect(fromListed(listed)).toBe(key);
      }),
    );
  });
});

describe("folders", () => {
  it("names each folder on the way, empty ones too", () => {
    expect(foldersOf("a//b/")).toEqual([
      { name: "a", prefix: "a/" },
      { name: "", prefix: "a//" },
      { name: "b", prefix: "a//b/" },
    ]);
    expect(foldersOf("")).toEqual([]);
  });

  test.for([
    ["", "", ""],
    ["a/", "a/", ""],
    ["a/b", "a/", "b"],
    ["b", "", "b"],
    ["a//b", "a//", "b"],
  ] as const)("the prefix %j is the folder %j and names from %j on", ([text, prefix, starts]) =>
    expect(splitPrefix(text)).toEqual({ prefix, starts }),
  );

  it("shows a key below its folder", () => {
    expect(nameBelow("a/", "a/b.pdf")).toBe("b.pdf");
    expect(nameBelow("a/", "a/")).toBe("");
  });

  test.for([
    ["a/b.pdf", "b.pdf"],
    ["a/b/", "b"],
    ["//", "object"],
    ["..", ".."],
  ] as const)("names the download of %j %j", ([key, name]) => expect(fileNameOf(key)).toBe(name));
});
