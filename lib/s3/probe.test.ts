import { expect, test } from "vitest";
import type { Failure } from "#lib/aws/result.ts";
import type { Encryption } from "./encryption.ts";
import {
  judgeProbe,
  PROBE_PREFIX,
  type ProbeResult,
  type ProbeRun,
  toProbeCalls,
  toProbeInput,
  type Verdict,
} from "./probe.ts";
import { ASKS, asksFor, type StoredKey, type UploadFate, WAYS } from "./upload-fate.ts";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const MANAGED = KEY.replace("1234abcd", "aaaaaaaa");
const RUN: ProbeRun = {
  bucket: "reports",
  region: "eu-central-1",
  folder: `${PROBE_PREFIX}one/`,
  keyArn: KEY,
  customerKey: "c2VjcmV0",
};
const DSSE: Encryption = { type: "DSSE-KMS", keyId: KEY };

function stored(key: StoredKey, encryption: Encryption = DSSE): UploadFate {
  return { outcome: "stored", as: { encryption, key } };
}

function seen(encryption: Encryption): ProbeResult {
  return { outcome: "stored", encryption };
}

function refused(changes: Partial<Failure>): ProbeResult {
  const failure: Failure = {
    code: "denied",
    service: "S3",
    operation: "PutObject",
    name: "AccessDenied",
    message: "no",
    permission: "s3:PutObject",
    hint: "",
    requestId: null,
    ...changes,
  };
  return { outcome: "refused", failure };
}

const BY_POLICY = refused({ message: "not authorized, with an explicit deny in a resource-based policy" });
const BY_BLOCK = refused({ message: "because this bucket has blocked upload requests that specify …" });
const BY_IDENTITY = refused({ message: "because no identity-based policy allows the s3:PutObject action" });
const NO_KEY = refused({ code: "invalid", name: "KMS.NotFoundException", permission: null });
const KEY_DENIED = refused({ permission: "kms:GenerateDataKey" });
const KEY_POLICY = refused({
  permission: "kms:Decrypt",
  message: "not authorized to perform: kms:Decrypt, with an explicit deny in a resource-based policy",
});
const oneLayer = (bucketKey: boolean): Encryption => ({ type: "SSE-KMS", keyId: KEY, bucketKey });
const STATEMENT: UploadFate = { outcome: "refused", by: "statement", statement: "Own" };
const FAULT: UploadFate = { outcome: "refused", by: "key", reason: "This key is disabled." };
function depends(key: StoredKey): UploadFate {
  const denials = [{ statement: "Own", reason: "only where StringNotEquals holds for aws:SourceVpce" }];
  return { outcome: "depends", as: { encryption: DSSE, key }, denials };
}
const OPEN: UploadFate = { outcome: "unknown", reason: "needs s3:GetBucketPolicy" };

test.for<[Verdict, string, UploadFate, ProbeResult]>([
  ["agrees", "the algorithm and the key", stored({ arn: KEY }), seen(DSSE)],
  ["disagrees", "another key", stored({ arn: KEY }), seen({ ...DSSE, keyId: MANAGED })],
  [
    "disagrees",
    "one layer instead of two",
    stored({ arn: KEY }),
    seen({ type: "SSE-KMS", keyId: KEY, bucketKey: false }),
  ],
  ["agrees", "AWS's own key", stored("aws/s3"), seen({ ...DSSE, keyId: MANAGED })],
  ["disagrees", "the bucket's key where AWS's own was computed", stored("aws/s3"), seen(DSSE)],
  ["agrees", "no key at all", stored(null, { type: "SSE-S3" }), seen({ type: "SSE-S3" })],
  ["disagrees", "stored what was to be refused", STATEMENT, seen(DSSE)],
  ["agrees", "refused by the policy", STATEMENT, BY_POLICY],
  ["agrees", "refused by the blocked types", { outcome: "refused", by: "blocked types" }, BY_BLOCK],
  ["disagrees", "past the policy that was to refuse it", STATEMENT, NO_KEY],
  ["disagrees", "refused by the policy what was to be stored", stored({ arn: KEY }), BY_POLICY],
  ["open", "refused by the sender's own permissions", stored({ arn: KEY }), BY_IDENTITY],
  ["open", "a key that the sender may not use", stored({ arn: KEY }), KEY_DENIED],
  ["agrees", "a key that does not exist, past the policy", stored("named"), NO_KEY],
  ["disagrees", "a key that is gone, where it was to be stored", stored({ arn: KEY }), NO_KEY],
  ["agrees", "a key that cannot be used", FAULT, NO_KEY],
  ["disagrees", "stored under a key that could not be used", FAULT, seen(DSSE)],
  ["open", "a key whose policy refuses the sender, which is no policy of the bucket", stored({ arn: KEY }), KEY_POLICY],
  ["open", "a key that may be refused, or what is copied", depends("named"), KEY_POLICY],
  ["agrees", "a key that nobody can decrypt with", FAULT, KEY_POLICY],
  ["agrees", "a bucket key", stored({ arn: KEY }, oneLayer(true)), seen(oneLayer(true))],
  ["disagrees", "no bucket key", stored({ arn: KEY }, oneLayer(true)), seen(oneLayer(false))],
  ["disagrees", "a bucket key where none was computed", stored({ arn: KEY }, oneLayer(false)), seen(oneLayer(true))],
  [
    "agrees",
    "a bucket key where it is not known",
    { outcome: "stored", as: { encryption: oneLayer(false), key: { arn: KEY }, bucketKey: "not known" } },
    seen(oneLayer(true)),
  ],
  ["agrees", "past the statement that may refuse it", depends({ arn: KEY }), seen(DSSE)],
  ["disagrees", "past the statement, and under another key", depends({ arn: KEY }), seen({ ...DSSE, keyId: MANAGED })],
  ["open", "refused, perhaps by the statement that may", depends({ arn: KEY }), BY_POLICY],
  ["disagrees", "past the statement, and the key is gone", depends({ arn: KEY }), NO_KEY],
  ["agrees", "past the statement, to a key that does not exist", depends("named"), NO_KEY],
  ["open", "what was not computed", OPEN, seen(DSSE)],
  ["open", "what was not sent", stored({ arn: KEY }), { outcome: "not sent", reason: "" }],
])("it %s: %s", ([verdict, , fate, found]) => {
  expect(judgeProbe(fate, found, MANAGED)).toBe(verdict);
});

test("whether AWS's own key was used is open where it is not known", () => {
  expect(judgeProbe(stored("aws/s3"), seen(DSSE), null)).toBe("open");
});

test("every probe lies in the folder of its run, under a key of its own", () => {
  const keys = WAYS.flatMap((way) => ASKS.map((ask) => toProbeInput(RUN, ask, way).Key));
  expect(new Set(keys).size).toBe(ASKS.length * WAYS.length);
  for (const key of keys) expect(key).toMatch(/^\.twofold-probe\/one\/[a-z0-9-]+$/);
});

test("a probe says of encryption what its name says", () => {
  const headersOf = (ask: (typeof ASKS)[number]) => {
    const { Bucket: _bucket, Key: _key, ...headers } = toProbeInput(RUN, ask, "put");
    return headers;
  };
  const other = KEY.replace(/[^/]*$/, "00000000-0000-0000-0000-000000000000");
  expect(ASKS.map(headersOf)).toEqual([
    {},
    { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: KEY },
    { ServerSideEncryption: "aws:kms:dsse" },
    { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: other },
    { ServerSideEncryption: "aws:kms", SSEKMSKeyId: KEY },
    { ServerSideEncryption: "aws:kms" },
    { ServerSideEncryption: "aws:kms", SSEKMSKeyId: other },
    { ServerSideEncryption: "AES256" },
    { SSECustomerAlgorithm: "AES256", SSECustomerKey: "c2VjcmV0" },
  ]);
});

test("a default without a key has none to name", () => {
  expect(asksFor(null)).toEqual(ASKS.filter((ask) => !ask.endsWith("and the key")));
  expect(asksFor(KEY)).toEqual(ASKS);
});

test("the commands do not tell the customer's key", () => {
  const calls = toProbeCalls(RUN, ASKS, "reports/source");
  expect(calls).toHaveLength(27);
  expect(JSON.stringify(calls)).not.toContain("c2VjcmV0");
  expect(new Set(calls.map(({ operation }) => operation))).toEqual(
    new Set(["PutObject", "CreateMultipartUpload", "CopyObject"]),
  );
});
