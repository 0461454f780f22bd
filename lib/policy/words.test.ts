import { expect, test } from "vitest";
import { parsePolicy, type PolicyKind } from "./document.ts";
import { toSentence, wordsOf } from "./words.ts";

const SSE = "s3:x-amz-server-side-encryption";
const ACCOUNT = "111122223333";
const DENY = { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: "arn:aws:s3:::reports/*" };
const USE = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/App` },
  Action: "kms:Decrypt",
  Resource: "*",
};

function sentence(statement: object, kind: PolicyKind = "bucket"): string {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), kind);
  const { document } = parsed.ok ? parsed : { document: null };
  const [one] = document?.statements ?? [];
  return document === null || one === undefined ? "no policy" : toSentence(wordsOf(one, document.version, kind));
}

const when = (operator: string, key: string, ...values: (string | boolean)[]) => ({
  ...DENY,
  Condition: { [operator]: { [key]: values } },
});
const PLAIN = "Everybody may not upload objects in the bucket reports";

test.for<[object, string]>([
  [DENY, `${PLAIN}.`],
  [
    { ...DENY, Principal: { AWS: [ACCOUNT, `arn:aws:iam::${ACCOUNT}:user/Alice`] } },
    `Everybody of the account ${ACCOUNT} and the user Alice of the account ${ACCOUNT} may not upload objects in the bucket reports.`,
  ],
  [
    { ...DENY, Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } },
    `Those of the account ${ACCOUNT} whom its own policies allow it may upload objects in the bucket reports.`,
  ],
  [
    { ...DENY, Principal: undefined, NotPrincipal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/App/x` } },
    `Everybody but the session x of the role App of the account ${ACCOUNT} may not upload objects in the bucket reports.`,
  ],
  [
    { ...DENY, Principal: { Service: "logging.s3.amazonaws.com" }, Effect: "Allow" },
    "The service logging.s3.amazonaws.com may upload objects in the bucket reports.",
  ],
  [
    { ...DENY, Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"] },
    "Everybody may read objects and upload objects in the bucket reports.",
  ],
  [
    { ...DENY, Action: ["s3:GetObject", "S3:ListBucket", "s3:Put*"], Resource: "arn:aws:s3:::reports" },
    "Everybody may not read objects, list objects or s3:Put* on the bucket reports itself.",
  ],
  [
    { ...DENY, Action: undefined, NotAction: ["s3:GetObject"] },
    "Everybody may not do anything but s3:GetObject in the bucket reports.",
  ],
  [
    { ...DENY, Resource: ["arn:aws:s3:::reports/2026/*", "arn:aws:s3:::reports/a", "arn:aws:s3:::r*/*"] },
    "Everybody may not upload objects in the bucket reports under 2026/, on the object a of the bucket reports and on arn:aws:s3:::r*/*.",
  ],
  [
    { ...DENY, Resource: undefined, NotResource: "arn:aws:s3:::reports/tmp/*" },
    "Everybody may not upload objects anywhere but in the bucket reports under tmp/.",
  ],
  [
    { ...DENY, Resource: [] },
    "Everybody may not upload objects on nothing. It has an empty list, so it never applies.",
  ],
  [
    { ...DENY, Condition: { StringNotEquals: { [SSE]: "aws:kms:dsse" }, Null: { [SSE]: "false" } } },
    `${PLAIN} if the encryption that the request asks for is not DSSE-KMS (aws:kms:dsse) and the request asks for an encryption.`,
  ],
  [
    when("StringNotEquals", SSE, "aws:kms:dsse", "aws:kms"),
    `${PLAIN} if the encryption that the request asks for is not DSSE-KMS (aws:kms:dsse) or SSE-KMS (aws:kms), or there is none.`,
  ],
  [when("Bool", "aws:SecureTransport", false), `${PLAIN} if the request comes over plain HTTP.`],
  [when("Null", `${SSE}-customer-algorithm`, "false"), `${PLAIN} if the request brings a customer’s own key (SSE-C).`],
  [when("Null", "aws:TokenIssueTime", "true"), `${PLAIN} if the request has no aws:TokenIssueTime.`],
  [when("Null", "aws:SourceVpce", "false"), `${PLAIN} if the request has aws:SourceVpce.`],
  [
    when("StringLikeIfExists", "aws:PrincipalArn", "arn:aws:iam::*:role/ops"),
    `${PLAIN} if the requester’s ARN is like arn:aws:iam::*:role/ops, or there is none.`,
  ],
  [
    when("NotIpAddress", "aws:SourceIp", "10.0.0.0/8"),
    `${PLAIN} if the requester’s IP address is not in 10.0.0.0/8, or there is none.`,
  ],
  [when("NumericLessThan", "s3:TlsVersion", "1.2"), `${PLAIN} if the version of TLS is less than 1.2.`],
  [when("ForAnyValue:StringEquals", "aws:TagKeys", "a"), `${PLAIN} if some value of aws:TagKeys is a.`],
  [
    when("ForAllValues:StringEquals", "aws:TagKeys", "a"),
    `${PLAIN} if every value of aws:TagKeys is a, or there is none.`,
  ],
  [when("StringMatches", "aws:TagKeys", "a"), `${PLAIN} if StringMatches holds for aws:TagKeys and a.`],
  [when("bool", "aws:SecureTransport", "false"), `${PLAIN} if bool holds for aws:SecureTransport and false.`],
  [when("Null", "aws:TagKeys", "true", "false"), `${PLAIN} if Null holds for aws:TagKeys and true or false.`],
])("%j", ([statement, expected]) => {
  expect(sentence(statement)).toBe(expected);
});

test.for<[object, string]>([
  [USE, `The role App of the account ${ACCOUNT} may decrypt data on this key.`],
  [
    {
      ...USE,
      Action: ["kms:GenerateDataKey"],
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    },
    `The role App of the account ${ACCOUNT} may make data keys for new objects on this key if the service that it comes through is s3.eu-west-1.amazonaws.com.`,
  ],
  [{ ...USE, Action: undefined }, "It names no Action, so it never applies."],
  [{ ...USE, Effect: "Deny", Principal: "*", Action: undefined }, "It names no Action, so it never applies."],
  [{ ...USE, Effect: "Deny", Action: [] }, "It has an empty list, so it never applies."],
  [
    { ...USE, Effect: "Deny", Principal: undefined, NotPrincipal: { AWS: ACCOUNT }, Action: "kms:Decrypt" },
    `Everybody but the root user of the account ${ACCOUNT} (and, it may be, others of that account) may not decrypt data on this key.`,
  ],
])("in a key's policy, %j", ([statement, expected]) => {
  expect(sentence(statement, "key")).toBe(expected);
});

test("an identity's policy is about whoever has it", () => {
  expect(sentence({ Effect: "Allow", Action: "*", Resource: "*" }, "identity")).toBe(
    "Whoever has this policy may do anything on everything.",
  );
});
