import { expect, test } from "vitest";
import { parsePolicy } from "#lib/policy/document.ts";
import { toTlsStatement } from "./enforce.ts";
import { plainHttpInWords, refusesPlainHttp } from "./plain-http.ts";

const ARN = "arn:aws:s3:::reports";
const OURS = toTlsStatement(ARN);
const OLDER = { ...OURS, Condition: { Bool: { "aws:SecureTransport": "false" } } };

function of(statement: object): string | null {
  const parsed = parsePolicy(JSON.stringify({ Statement: statement }), "bucket");
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return refusesPlainHttp(parsed.document, ARN);
}

test.for<[string, object]>([
  ["with the exception for AWS's services", OURS],
  ["without it", OLDER],
  ["every request at all", { ...OURS, Condition: undefined }],
  ["of every service's actions", { ...OURS, Action: ["s3:GetObject", "*"] }],
  ["spelt otherwise", { ...OURS, Action: "S3:*" }],
])("plain HTTP is refused by a statement %s", ([, statement]) => {
  expect(of(statement)).toBe("DenyInsecureTransport");
});

test.for<[string, object]>([
  ["for objects alone", { ...OURS, Resource: `${ARN}/*` }],
  ["for one caller", { ...OURS, Principal: { AWS: "111122223333" } }],
  ["for reading alone", { ...OURS, Action: "s3:Get*" }],
  ["for reading, writing and listing", { ...OURS, Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"] }],
  ["for most actions", { ...OURS, Action: ["s3:*Object*", "s3:List*", "s3:Get*", "s3:Put*"] }],
  ["for all but one action", { ...OURS, Action: undefined, NotAction: "s3:DeleteObject" }],
  ["over TLS", { ...OURS, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
  ["by its version of TLS", { ...OURS, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }],
  ["that allows", { ...OURS, Effect: "Allow" }],
])("it is not for certain by a statement %s", ([, statement]) => {
  expect(of(statement)).toBeNull();
});

test.for<[string, string | null, RegExp]>([
  ["no policy", null, /not refused/],
  ["a policy that is none", "nonsense", /^Not known/],
  ["the statement", JSON.stringify({ Statement: OURS }), /^DenyInsecureTransport .* refuses/],
  [
    "a statement for one caller",
    JSON.stringify({ Statement: { ...OURS, Principal: { AWS: "111122223333" } } }),
    /^No statement/,
  ],
])("in words, with %s", ([, policy, words]) => {
  expect(plainHttpInWords(policy, ARN)).toMatch(words);
});
