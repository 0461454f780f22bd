import { expect, test } from "vitest";
import { namingOf, namingOfOptional } from "./key-name.ts";

const KEY = {
  arn: "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555",
  keyId: "11111111-2222-3333-4444-555555555555",
  region: "eu-central-1",
  accountId: "000000000000",
  aliases: ["alias/records", "alias/second"],
};
const MANAGED = { ...KEY, aliases: ["alias/aws/s3"] };
const ALIAS_ARN = "arn:aws:kms:eu-central-1:000000000000:alias/records";

test.for([
  [KEY.keyId, "key id"],
  [KEY.arn, "key ARN"],
  ["alias/records", "alias"],
  ["alias/second", "alias"],
  [ALIAS_ARN, "alias ARN"],
] as const)("%s names the key by its %s", ([text, spelling]) => {
  expect(namingOf(KEY, text, "eu-central-1")).toEqual({ status: "named", spelling });
});

test.for([
  ["99999999-2222-3333-4444-555555555555"],
  ["arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555"],
  ["arn:aws:kms:eu-central-1:111111111111:alias/records"],
  ["arn:aws:kms:us-east-1:000000000000:alias/records"],
  ["alias/other"],
  ["aws/s3"],
] as const)("%s names another key", ([text]) => {
  expect(namingOf(KEY, text, "eu-central-1")).toEqual({ status: "other" });
});

test("an id or an alias that is used in another Region names a key of that Region", () => {
  expect(namingOf(KEY, KEY.keyId, "us-east-1")).toEqual({ status: "other" });
  expect(namingOf(KEY, "alias/records", "us-east-1")).toEqual({ status: "other" });
  expect(namingOf(KEY, KEY.arn, "us-east-1")).toMatchObject({ status: "named" });
  expect(namingOf(KEY, "alias/records", null)).toMatchObject({ status: "unknown" });
  expect(namingOf(KEY, "alias/other", null)).toEqual({ status: "other" });
});

test("while the key's aliases are not known, an alias may name it", () => {
  const unlisted = { ...KEY, aliases: null };
  expect(namingOf(unlisted, "alias/records", "eu-central-1")).toMatchObject({ status: "unknown" });
  expect(namingOf(unlisted, ALIAS_ARN, "eu-central-1")).toMatchObject({ status: "unknown" });
  expect(namingOf(unlisted, KEY.arn, "eu-central-1")).toMatchObject({ status: "named" });
});

test("no key named is the AWS managed key, and no other", () => {
  expect(namingOfOptional(MANAGED, null, "eu-central-1")).toMatchObject({ status: "named" });
  expect(namingOfOptional(MANAGED, "alias/aws/s3", "eu-central-1")).toEqual({ status: "named", spelling: "alias" });
  expect(namingOfOptional(KEY, null, "eu-central-1")).toEqual({ status: "other" });
  expect(namingOfOptional({ ...KEY, aliases: null }, null, "eu-central-1")).toMatchObject({ status: "unknown" });
});
