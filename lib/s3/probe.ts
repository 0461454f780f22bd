import type { AwsCall } from "#lib/commands/cli.ts";
import type { Failure } from "#lib/aws/result.ts";
import { ALGORITHMS, type Encryption, keyIdOf } from "./encryption.ts";
import { holdsByDefault, type ObjectLock } from "./object-lock.ts";
import type { Versioning } from "./versioning.ts";
import { type Ask, noKeyBeside, SAYS, type Stored, type UploadFate, type Way, WAYS } from "./upload-fate.ts";

/** Everything that probes write lies under this prefix, each run in a folder of its own. */
export const PROBE_PREFIX = ".twofold-probe/";

/** A few bytes, to be told from what people store. */
export const PROBE_BODY = "Written by Twofold to see how this upload is encrypted. It is removed at once.";

/** One run: where it writes, which key "the key" is (null: the default names none), and a key for SSE-C, in base64. */
export type ProbeRun = { bucket: string; region: string; folder: string; keyArn: string | null; customerKey: string };

/** What became of a probe that was sent. */
export type ProbeResult =
  | { outcome: "stored"; encryption: Encryption }
  | { outcome: "stored, not read back"; failure: Failure }
  | { outcome: "refused"; failure: Failure }
  /** Neither stored nor refused, as far as is known. */
  | { outcome: "no answer"; failure: Failure }
  | { outcome: "not sent"; reason: string };

/** Whether what was seen is what was computed; "open" where either does not say. */
export type Verdict = "agrees" | "disagrees" | "open";

export type Probed = { ask: Ask; way: Way; computed: UploadFate; found: ProbeResult; verdict: Verdict };

/** A run, and what of it is still in the bucket: keys, with their version. `unsure` says why that is not known. */
export type ProbeReport = { folder: string; probes: Probed[]; leftovers: string[]; unsure: Failure | null };

/** What a probe left in the bucket for now. */
export type Kept = { key: string; versionId: string | null } | { key: string; uploadId: string };

export function nameOfKept(kept: Kept): string {
  if ("uploadId" in kept) return `${kept.key} (upload ${kept.uploadId})`;
  return kept.versionId === null || kept.versionId === "null" ? kept.key : `${kept.key} (version ${kept.versionId})`;
}

type ProbeInput = {
  Bucket: string;
  Key: string;
  ServerSideEncryption?: "AES256" | "aws:kms" | "aws:kms:dsse";
  SSEKMSKeyId?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
};

/** What the request of a probe says, whichever way it goes. */
export function toProbeInput(run: ProbeRun, ask: Ask, way: Way): ProbeInput {
  const Key = `${run.folder}${way}-${ask.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  return { Bucket: run.bucket, Key, ...headersOf(run, ask) };
}

function headersOf(run: ProbeRun, ask: Ask): Omit<ProbeInput, "Bucket" | "Key"> {
  const { type, key } = SAYS[ask];
  if (type === null) return {};
  if (type === "SSE-C") return { SSECustomerAlgorithm: "AES256", SSECustomerKey: run.customerKey };
  const named = key === "other" ? otherKeyOf(run) : key === "own" ? run.keyArn : null;
  return { ServerSideEncryption: ALGORITHMS[type], ...(named === null ? {} : { SSEKMSKeyId: named }) };
}

/** A key that does not exist: past the policy KMS refuses it, so that nothing is stored under a stranger's key. */
function otherKeyOf({ keyArn, region }: ProbeRun): string {
  return noKeyBeside(keyArn ?? `arn:aws:kms:${region}:000000000000:key/`);
}

/** The first request of every probe of a run, as it is sent; the customer's key is left out, FILE stands for the bytes. */
export function toProbeCalls(run: ProbeRun, asks: readonly Ask[], source: string): AwsCall[] {
  return WAYS.flatMap((way) =>
    asks.map((ask): AwsCall => {
      const rest = { put: { Body: "FILE" }, multipart: {}, copy: { CopySource: source } }[way];
      const input = { ...toProbeInput(run, ask, way), ...rest };
      return withoutCustomerKey({ service: "s3api", operation: OPERATIONS[way], region: run.region, input });
    }),
  );
}

/** What follows for each probe, as far as it was stored: the rest of an upload in parts, the reading back, the removal. */
export function toFollowingCalls({ bucket: Bucket, region, folder }: ProbeRun): AwsCall[] {
  const object = { Bucket, Key: `${folder}NAME` };
  const upload = { ...object, UploadId: "UPLOAD_ID" };
  const under = { Bucket, Prefix: folder };
  const calls: [operation: string, input: object][] = [
    ["UploadPart", { ...upload, PartNumber: 1, Body: "FILE" }],
    ["CompleteMultipartUpload", { ...upload, MultipartUpload: { Parts: [{ ETag: "ETAG", PartNumber: 1 }] } }],
    ["HeadObject", object],
    ["DeleteObject", { ...object, VersionId: "VERSION_ID" }],
    ["AbortMultipartUpload", upload],
    ["ListObjectVersions", under],
    ["ListMultipartUploads", under],
  ];
  return calls.map(([operation, input]) => ({ service: "s3api", operation, region, input }));
}

/** A request that was sent, to be shown: the key that an uploader brings is left out of it. */
export function withoutCustomerKey({ input, ...call }: AwsCall): AwsCall {
  const shown = Object.entries(input).flatMap(([name, value]): [string, unknown][] => {
    if (name === "SSECustomerKeyMD5") return [];
    return [[name, name === "SSECustomerKey" && value !== undefined ? "CUSTOMER_KEY" : value]];
  });
  return { ...call, input: Object.fromEntries(shown) };
}

/** Why what probes write would stay in the bucket, a sentence; null where it can be removed. */
export function reasonNotRemovable(
  lock: ObjectLock | null,
  { mfaDelete }: Pick<Versioning, "mfaDelete">,
): string | null {
  if (holdsByDefault(lock)) return "Object Lock holds every new object here, so they could not be removed.";
  return mfaDelete ? "Versions can be deleted here with the root user’s MFA only." : null;
}

const OPERATIONS = {
  put: "PutObject",
  multipart: "CreateMultipartUpload",
  copy: "CopyObject",
} as const satisfies Record<Way, string>;

/**
 * Compares what was computed with what was seen. What depends on a statement is either stored as computed or refused by it.
 * `managedKeyArn` is that of aws/s3; null where it is not known.
 */
export function judgeProbe(fate: UploadFate, found: ProbeResult, managedKeyArn: string | null): Verdict {
  if (fate.outcome === "unknown") return "open";
  if (found.outcome === "stored")
    return fate.outcome === "refused" ? "disagrees" : judgeStored(fate.as, found, managedKeyArn);
  if (found.outcome !== "refused") return "open";
  return fate.outcome === "refused" ? judgeRefused(fate, found.failure) : judgeNotStored(fate, found.failure);
}

function judgeRefused(fate: Extract<UploadFate, { outcome: "refused" }>, failure: Failure): Verdict {
  if (fate.by === "key") return isOfKms(failure) ? "agrees" : "open";
  // What gets as far as KMS got past the policy.
  if (isOfKms(failure)) return "disagrees";
  return failure.code === "denied" ? "agrees" : "open";
}

function judgeNotStored(
  { outcome, as }: Extract<UploadFate, { outcome: "stored" | "depends" }>,
  failure: Failure,
): Verdict {
  // What gets as far as KMS got past the bucket; the policy of a key is one of a resource, too.
  if (isOfKms(failure)) {
    if (as.key === "named" && (outcome === "stored" || failure.code !== "denied")) return "agrees";
    return failure.code === "denied" ? "open" : "disagrees";
  }
  return isOfBucket(failure) && outcome === "stored" ? "disagrees" : "open";
}

function judgeStored(
  as: Stored,
  { encryption }: Extract<ProbeResult, { outcome: "stored" }>,
  managedKeyArn: string | null,
): Verdict {
  if (as.encryption.type !== encryption.type) return "disagrees";
  if (as.bucketKey === undefined && hasBucketKey(as.encryption) !== hasBucketKey(encryption)) return "disagrees";
  const { key } = as;
  if (key === null || key === "named") return "agrees";
  const wanted = key === "aws/s3" ? managedKeyArn : key.arn;
  if (wanted === null) return "open";
  return keyIdOf(encryption) === wanted ? "agrees" : "disagrees";
}

function hasBucketKey(encryption: Encryption): boolean {
  return encryption.type === "SSE-KMS" && encryption.bucketKey;
}

/** KMS refused, or the caller may not use the key. */
function isOfKms({ name, permission }: Failure): boolean {
  return name.startsWith("KMS.") || (permission?.startsWith("kms:") ?? false);
}

/** The bucket itself refused: its policy, or its blocked types. In AWS's words, "Troubleshoot access denied (403)". */
function isOfBucket({ code, message }: Failure): boolean {
  return code === "denied" && /resource-based policy|blocked upload requests/.test(message);
}
