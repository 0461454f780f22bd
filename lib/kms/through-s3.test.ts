import { expect, test } from "vitest";
import type { Trial } from "./preflight.ts";
import { reasonS3MayDiffer } from "./through-s3.ts";

const KEY = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const refusedBy = (name: string, permission: string | null): Trial => ({
  outcome: "refused",
  failure: {
    code: "denied",
    service: "KMS",
    operation: "Decrypt",
    name,
    message: "",
    permission,
    hint: "",
    requestId: null,
  },
});

const allow = (more: object) => ({ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*", ...more });
const viaS3 = { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } };

const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const refused = refusedBy("AccessDeniedException", "kms:Decrypt");
const allowed: Trial = { outcome: "allowed" };
const notViaS3 = { Effect: "Deny", Condition: { StringNotEquals: viaS3.StringEquals } };

const notViaEc2 = { StringNotEquals: { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" } };
const deny = (Condition: object) => allow({ Effect: "Deny", Condition });
const OBJECT = "kms:EncryptionContext:aws:s3:arn";

test.for([
  ["refused, and S3 is allowed by a statement", refused, policyOf(allow({ Condition: viaS3 })), true],
  ["refused, and others than S3 are refused", refused, policyOf(allow({}), allow(notViaS3)), true],
  ["refused, whatever the service", refused, policyOf(allow({})), false],
  ["allowed, and S3 is allowed too", allowed, policyOf(allow({}), allow({ Condition: viaS3 })), false],
  [
    "allowed, and a service is refused",
    allowed,
    policyOf(allow({}), allow({ Effect: "Deny", Condition: viaS3 })),
    true,
  ],
  [
    "allowed, by what holds for direct requests only",
    allowed,
    policyOf(allow({ Condition: { Null: { "kms:ViaService": "true" } } })),
    true,
  ],
  ["allowed, to all but S3", allowed, policyOf(allow({ Condition: notViaS3.Condition })), true],
  ["allowed, to all but EC2", allowed, policyOf(allow({ Condition: notViaEc2 })), false],
  [
    "allowed, and services are refused",
    allowed,
    policyOf(allow({}), deny({ Bool: { "aws:ViaAWSService": "true" } })),
    true,
  ],
  ["allowed, and a chain is refused", allowed, policyOf(allow({}), deny({ Null: { "aws:CalledVia": "false" } })), true],
  [
    "allowed, from an address",
    allowed,
    policyOf(allow({ Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } })),
    true,
  ],
  ["refused, from an address", refused, policyOf(deny({ NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } })), true],
  ["refused, outside a VPC", refused, policyOf(deny({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } })), true],
  [
    "allowed, and more context is refused",
    allowed,
    policyOf(allow({}), deny({ "ForAnyValue:StringNotEquals": { "kms:EncryptionContextKeys": "aws:s3:arn" } })),
    true,
  ],
  [
    "allowed, and the object is looked at",
    allowed,
    policyOf(allow({}), deny({ StringNotLike: { [OBJECT]: "*" } })),
    false,
  ],
  [
    "refused, and EC2 is allowed",
    refused,
    policyOf(allow({ Condition: { StringEquals: notViaEc2.StringNotEquals } })),
    false,
  ],
  ["allowed, under a policy that is not known", allowed, null, true],
  ["allowed, under a policy that is none", allowed, "{", true],
  [
    "refused, and something else is allowed through S3",
    refused,
    policyOf(allow({ Action: "kms:Describe*", Condition: viaS3 })),
    false,
  ],
  [
    "refused, and all but something else is allowed through S3",
    refused,
    policyOf({ ...allow({ NotAction: "kms:Describe*", Condition: viaS3 }), Action: undefined }),
    true,
  ],
  [
    "refused, and S3 is allowed in other letters",
    refused,
    policyOf(
      allow({ Action: ["KMS:generatedatakey*"], Condition: { StringLike: { "KMS:VIASERVICE": ["s3.*", "ec2.*"] } } }),
    ),
    true,
  ],
  ["refused by the key's state", refusedBy("DisabledException", null), policyOf(allow({ Condition: viaS3 })), false],
] as const)("%s: through S3 it is known or not accordingly", ([, trial, policy, differs]) => {
  expect(reasonS3MayDiffer(trial, policy, KEY) !== null).toBe(differs);
});

test("the statement that looks at the service is named, with what it looks for", () => {
  const policy = policyOf(allow({}), allow({ Sid: "OnlyS3", ...notViaS3 }));
  expect(reasonS3MayDiffer(refused, policy, KEY)).toContain(
    "OnlyS3 (kms:ViaService: StringNotEquals s3.eu-central-1.amazonaws.com)",
  );
  const unnamed = policyOf(allow({}), allow(notViaS3));
  expect(reasonS3MayDiffer(refused, unnamed, KEY)).toContain("statement 2 (kms:ViaService: StringNotEquals");
});
