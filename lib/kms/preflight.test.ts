import { expect, test } from "vitest";
import type { Failure } from "#lib/aws/result.ts";
import {
  reasonObjectRefused,
  reasonRoleRefused,
  toAssumeRole,
  toOutcome,
  toSessionName,
  toReadTrial,
  toWriteTrial,
} from "./preflight.ts";

const KEY = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const OBJECT = "arn:aws:s3:::records/a.txt";

const failed = (name: string, permission: string | null = null, code: Failure["code"] = "invalid") => ({
  ok: false as const,
  failure: { code, service: "KMS", operation: "Decrypt", name, message: "", permission, hint: "", requestId: null },
});

test("both uses are tried with the encryption context that S3 gives, and neither is done", () => {
  const EncryptionContext = { "aws:s3:arn": OBJECT };
  expect(toWriteTrial(KEY, OBJECT)).toMatchObject({ KeyId: KEY, EncryptionContext, DryRun: true });
  expect(toReadTrial(KEY, OBJECT)).toEqual({
    KeyId: KEY,
    EncryptionContext,
    DryRun: true,
    DryRunModifiers: ["IGNORE_CIPHERTEXT"],
  });
});

test.for([
  [failed("DryRunOperationException"), "allowed"],
  [failed("AccessDeniedException", "kms:Decrypt", "denied"), "refused"],
  [failed("DisabledException"), "refused"],
  [failed("KMSInvalidStateException"), "refused"],
  [failed("ThrottlingException", null, "throttled"), "unknown"],
  [failed("NoAnswer", null, "unreachable"), "unknown"],
  [failed("UnrecognizedClientException", null, "denied"), "unknown"],
  [{ ok: true as const, value: {} }, "unknown"],
] as const)("%o is %s", ([answer, outcome]) => {
  expect(toOutcome(answer).outcome).toBe(outcome);
});

test.for([
  ["ada@example.com", "ada@example.com"],
  ["Zoë Müller", "Zoe--Mu-ller"],
  ["x", "x-"],
  ["", "--"],
  ["y".repeat(80), "y".repeat(64)],
] as const)("%o signs as %s", ([user, name]) => {
  expect(toSessionName(user)).toBe(name);
  expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
});

test("a role is taken on for a quarter of an hour, in the person's name", () => {
  expect(toAssumeRole("arn:aws:iam::000000000000:role/App", "ada")).toEqual({
    RoleArn: "arn:aws:iam::000000000000:role/App",
    RoleSessionName: "ada",
    SourceIdentity: "ada",
    DurationSeconds: 900,
  });
});

test.for([
  ["arn:aws:iam::000000000000:role/App", true],
  ["arn:aws-cn:iam::000000000000:role/service-role/App", true],
  ["arn:aws:iam::000000000000:user/ada", false],
  ["arn:aws:sts::000000000000:assumed-role/App/ada", false],
  ["arn:nowhere:iam::000000000000:role/App", false],
  ["App", false],
] as const)("%s is a role's ARN: %s", ([arn, isRole]) => {
  expect(reasonRoleRefused(arn) === null).toBe(isRole);
});

test.for([
  [OBJECT, true],
  ["arn:aws:s3:::records", false],
  ["arn:aws:s3:::records/", false],
  ["s3://records/a.txt", false],
] as const)("%s is an object's ARN: %s", ([arn, isObject]) => {
  expect(reasonObjectRefused(arn) === null).toBe(isObject);
});
