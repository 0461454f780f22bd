import { expect, test } from "vitest";
import { entriesOf, entryOfArn, problemOf } from "./picker-key.ts";

const ID = "0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const ARN = `arn:aws:kms:eu-central-1:111122223333:key/${ID}`;
const DISABLED = ARN.replace("0f4", "1f4");
const FOREIGN = ARN.replace("111122223333", "444455556666");
const OFFER = {
  region: "eu-central-1",
  awsManaged: true,
  keys: [
    { arn: ARN, keyId: ID, alias: "alias/records", state: "Enabled", usable: true, reason: null },
    { arn: DISABLED, keyId: ID, alias: null, state: "Disabled", usable: false, reason: "This key is disabled." },
  ],
};

test.for<[string, string[]]>([
  ["", [ARN, DISABLED, ""]],
  ["RECORDS", [ARN]],
  [` ${ARN} `, [ARN]],
  ["aws/s3", [""]],
  ["nothing like it", []],
])("for “%s” it offers %o", ([query, values]) => {
  expect(entriesOf(OFFER, query).map(({ value }) => value)).toEqual(values);
});

test.for<[string, string, boolean, string]>([
  ["of another account", FOREIGN, true, "KMS is asked about it before anything is sent"],
  ["of another Region", FOREIGN.replace("eu-central-1", "us-east-1"), false, "only, eu-central-1"],
  ["of an alias", "arn:aws:kms:eu-central-1:444455556666:alias/records", false, "the key’s own ARN"],
])("a typed ARN %s is shown with what becomes of it", ([, arn, usable, detail]) => {
  expect(entriesOf(OFFER, arn)).toEqual([{ value: arn, name: arn, usable, detail: expect.stringContaining(detail) }]);
});

test("a pasted ARN is taken when the field is left, and nothing less", () => {
  expect(entryOfArn(OFFER, ` ${ARN}`)).toMatchObject({ value: ARN });
  expect(entryOfArn(OFFER, FOREIGN)).toMatchObject({ value: FOREIGN });
  for (const text of ["", "alias/records", ID, DISABLED, FOREIGN.replace("eu-", "us-"), ARN.slice(0, -1)]) {
    expect(entryOfArn(OFFER, text)).toBeNull();
  }
});

test.for([
  ["rec", "take one of the list"],
  [ID, "take one of the list"],
  [DISABLED, "Disabled · This key is disabled."],
  [
    ` ${FOREIGN.replace("eu-central-1", "us-east-1")} `,
    "A key of us-east-1. S3 uses keys of the bucket’s own Region only",
  ],
  ["arn:aws:kms:eu-central-1:444455556666:alias/records", "type the key’s own ARN."],
  [FOREIGN.slice(0, -1), "Not the whole ARN of a key"],
  [`${FOREIGN.slice(0, -1)}-`, "Not the whole ARN of a key"],
] as const)("whoever leaves “%s” is told: %s", ([text, words]) => {
  expect(problemOf(OFFER, text)).toContain(words);
});
