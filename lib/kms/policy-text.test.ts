import { expect, test } from "vitest";
import { toKeyPolicy } from "./policy.ts";
import { toReadableJson } from "./policy-text.ts";

test("what fits stays on one line, and the rest is one member a line", () => {
  expect(
    toReadableJson({
      Id: "x",
      Statement: [{ Sid: "A".repeat(40), Action: ["kms:Decrypt", "kms:Encrypt"], Condition: {} }],
    }),
  ).toBe(`{
  "Id": "x",
  "Statement": [
    {
      "Sid": "${"A".repeat(40)}",
      "Action": ["kms:Decrypt", "kms:Encrypt"],
      "Condition": {}
    }
  ]
}`);
});

test.for([
  null,
  'a "quoted" \u2028 line\n',
  [],
  {},
  [[1, [true, null]], { "": { "a,b: c": [] } }],
  toKeyPolicy({
    accountId: "000000000000",
    partition: "aws",
    region: "eu-central-1",
    administrators: ["arn:aws:iam::000000000000:role/KeyAdmin"],
    users: ["arn:aws:iam::000000000000:role/App"],
    viaS3Only: true,
    buckets: ["records", "scans"],
  }),
])("%j reads back as it was", (value) => {
  expect(JSON.parse(toReadableJson(value))).toEqual(value);
});
