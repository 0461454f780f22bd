import { expect, test } from "vitest";
import { deletionSchema } from "./deletion-schema.ts";

/** As a browser sends a form: each line break of a value as CR LF. */
const sent = (key: string) => encodeURIComponent(key).replaceAll(/\r\n|\r|\n/g, "\r\n");

test.for(["line\nbreak.txt", "carriage\rreturn", "both\r\n", "100%.txt", "%0A", "a+b c", "🔐/手"])(
  "the key %j arrives as it is",
  (key) => {
    const parsed = deletionSchema.parse({ bucket: "records", key: sent(key), versionId: "", etag: "" });
    expect(parsed).toEqual({ bucket: "records", key, versionId: undefined, etag: null });
  },
);

test.for([
  ["%", "did not arrive"],
  ["%ff", "did not arrive"],
  ["", "at least one character"],
  [encodeURIComponent("é".repeat(513)), "1,024 bytes"],
] as const)("a key sent as %j is refused with the rule", ([key, rule]) => {
  const parsed = deletionSchema.safeParse({ bucket: "records", key, etag: '"e"' });
  expect(parsed.error?.issues).toMatchObject([{ path: ["key"], message: expect.stringContaining(rule) }]);
});
