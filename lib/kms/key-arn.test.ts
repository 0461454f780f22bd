import { expect, test } from "vitest";
import { fromKeyArn, isKeyId, keyHref } from "./key-arn.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:kms:eu-central-1:000000000000:key/${ID}`;
const MRK = "mrk-1234567890abcdef1234567890abcdef";

test.for([
  [ARN, ID],
  [ARN.replace("aws", "aws-cn"), ID],
  [ARN.replace(ID, MRK), MRK],
  ["arn:aws:kms:eu-central-1:000000000000:alias/records", undefined],
  ["alias/records", undefined],
  [ID, undefined],
  [`${ARN}\n`, undefined],
  [ARN.slice(0, -1), undefined],
  [`${ARN.slice(0, -1)}-`, undefined],
  [`${ARN}5`, undefined],
  [ARN.replaceAll("-", ""), undefined],
  [ARN.replace(ID, MRK.slice(0, -1)), undefined],
  [ARN.replace(ID, `mrk-${ID}`), undefined],
  [ARN.replace(ID, MRK.replace("mrk-", "")), undefined],
] as const)("%j: key id %s", ([text, keyId]) => {
  expect(fromKeyArn(text)?.keyId).toBe(keyId);
});

test.for([
  [ID, true],
  [MRK, true],
  ["alias/records", false],
  ["..", false],
  [`${ID}x`, false],
] as const)("%s is a key id: %s", ([text, is]) => {
  expect(isKeyId(text)).toBe(is);
});

test("a key's page is found by its id and Region; what is no key's ARN leads to the list", () => {
  expect(keyHref(ARN)).toBe(`/keys/${ID}?region=eu-central-1`);
  expect(keyHref("alias/records")).toBe("/keys");
});
