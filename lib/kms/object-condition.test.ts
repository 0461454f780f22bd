import { expect, test } from "vitest";
import { objectConditionFaults } from "./object-condition.ts";

const KEY = "kms:EncryptionContext:aws:s3:arn";
const BUCKET = "arn:aws:s3:::reports";
const OBJECTS = `${BUCKET}/*`;

const faults = (operator: string, values: string[]) => objectConditionFaults({ operator, key: KEY, values });

/**
 * Sources: S3 guide, UsingKMSEncryption ("Encryption context": the object's ARN, the bucket's with a bucket key), with which
 * DSSE-KMS has none; IAM User Guide, reference_policies_elements_condition_operators (several values are alternatives, a
 * negated operator holds for none of them; * and ? are wildcards in StringLike and in ARN operators only).
 */
test.for<[operator: string, values: string[], expected: string[]]>([
  ["StringLike", [OBJECTS], []],
  ["StringNotLike", ["arn:aws:s3:::reports*", "arn:*:s3:::images/?", "*"], []],
  ["ArnLike", ["arn:aws-cn:s3:::reports/2026/*"], []],
  ["ArnEquals", [OBJECTS], []],
  ["StringEquals", [`${BUCKET}/a`, `${BUCKET}/folder/`], []],
  ["StringEqualsIgnoreCase", ["ARN:aws:s3:::reports/a"], []],
  ["StringLike", ["${aws:PrincipalTag/objects}"], []],
  ["StringLike", ["arn:aws:s3tables:eu-west-1:111122223333:bucket/reports/table/*"], []],
  [
    "StringLike",
    [BUCKET],
    ["so this value matches no object and StringLike never holds. Write arn:aws:s3:::reports/*"],
  ],
  ["StringLike", [BUCKET, OBJECTS], ["so this value matches no object. Write arn:aws:s3:::reports/* with StringLike."]],
  [
    "StringNotEquals",
    [BUCKET],
    [
      "so this value matches no object and StringNotEquals always holds. Write arn:aws:s3:::reports/* with StringNotLike.",
    ],
  ],
  ["ForAnyValue:StringNotEqualsIfExists", [BUCKET], ["ForAnyValue:StringNotEqualsIfExists always holds."]],
  ["StringNotLike", [BUCKET, OBJECTS], ["so this value matches no object. Write"]],
  ["StringLike", [`${BUCKET}/`], ["looks for arn:aws:s3:::reports/ in the encryption context."]],
  ["ArnNotEquals", [`${BUCKET}/`], ["so this value matches no object and ArnNotEquals always holds."]],
  ["StringLike", ["reports/*"], ["looks for reports/* in the encryption context."]],
  ["StringNotLike", ["reports/*", OBJECTS], ["so this value matches no object."]],
  ["StringEquals", [""], ["looks for an empty text in the encryption context."]],
  [
    "StringEquals",
    [OBJECTS],
    ["compares arn:aws:s3:::reports/* with StringEquals, for which * and ? are no wildcards"],
  ],
  ["StringNotEquals", [BUCKET, OBJECTS], ["so this value matches no object. Write", "are no wildcards"]],
  ["StringLike", [BUCKET, "reports/*"], ["and StringLike never holds. Write", "and StringLike never holds."]],
])("%s with %o", ([operator, values, expected]) => {
  expect(faults(operator, values)).toEqual(expected.map((one) => expect.stringContaining(one)));
});

test("what is said of a value that others stand beside does not say what comes of them all", () => {
  for (const operator of ["StringLike", "StringNotLike"])
    expect(faults(operator, [BUCKET, OBJECTS]).join()).not.toMatch(/always|never/);
});

test("another condition key is none of this", () => {
  expect(objectConditionFaults({ operator: "StringLike", key: "aws:SourceArn", values: [BUCKET] })).toEqual([]);
});
