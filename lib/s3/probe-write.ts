import "server-only";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { randomBytes, randomUUID } from "node:crypto";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, type AwsError } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Failure } from "#lib/aws/result.ts";
import { S3_MANAGED_ALIAS } from "#lib/kms/key.ts";
import { resolveKey } from "#lib/kms/read.ts";
import { getDeciding } from "./deciding-read.ts";
import { nextUploads } from "./next-upload.ts";
import { toHead } from "./object-read.ts";
import {
  judgeProbe,
  type Kept,
  PROBE_BODY,
  PROBE_PREFIX,
  type Probed,
  type ProbeReport,
  type ProbeResult,
  type ProbeRun,
  reasonNotRemovable,
  toProbeInput,
} from "./probe.ts";
import { removeProbes } from "./probe-removal-write.ts";
import { getVersioning } from "./read.ts";
import { ownRefusal } from "./setting-change.ts";
import { getObjectLock } from "./settings-read.ts";
import { defaultKeyOf } from "./upload-answer.ts";
import { type Ask, type UploadFate, type Way, WAYS } from "./upload-fate.ts";

/** How many probes are on their way at a time. */
const AT_A_TIME = 4;

/**
 * Sends one small object of every kind that the table of the next upload knows, in every way, reads each back, and
 * removes all of them again with their versions. `aws` is of the bucket's Region.
 * Raises invalid without the typed name, and where what is written could not be removed: under a default retention of
 * Object Lock, and under MFA delete. Raises what keeps that from being known.
 * Needs s3:PutObject, s3:GetObject, s3:DeleteObject, s3:DeleteObjectVersion, s3:AbortMultipartUpload and, to know,
 * s3:GetBucketVersioning, s3:GetBucketObjectLockConfiguration, s3:ListBucketVersions, s3:ListBucketMultipartUploads.
 */
export async function probeUploads(
  aws: Aws,
  bucket: string,
  { confirmed }: { confirmed: boolean },
): Promise<ProbeReport> {
  if (!confirmed) throw notSent("This writes to the bucket and was not confirmed.", "Type its name.");
  await requireRemovable(aws, bucket);
  const [deciding, managed] = await Promise.all([getDeciding(aws, bucket), attempt(resolveKey(aws, S3_MANAGED_ALIAS))]);
  const run: ProbeRun = {
    bucket,
    region: aws.region,
    folder: `${PROBE_PREFIX}${randomUUID()}/`,
    keyArn: defaultKeyOf(deciding),
    customerKey: randomBytes(32).toString("base64"),
  };
  const kept: Kept[] = [];
  const managedKeyArn = managed.ok ? managed.value.arn : null;
  try {
    const probes = await sendAll(aws, run, [...nextUploads(deciding, "a probe")], managedKeyArn, kept);
    return { folder: run.folder, probes, ...(await removeProbes(aws, run, kept)) };
  } catch (error) {
    // Even where something unforeseen is thrown, what was written goes.
    await removeProbes(aws, run, kept);
    throw error;
  }
}

/** One way after the other: a copy needs what an earlier one stored. */
async function sendAll(
  aws: Aws,
  run: ProbeRun,
  fates: [Ask, Record<Way, UploadFate>][],
  managedKeyArn: string | null,
  kept: Kept[],
): Promise<Probed[]> {
  const probes: Probed[] = [];
  for (const way of WAYS) {
    const source = sourceOf(run, probes);
    const sent = await mapParallel(fates, AT_A_TIME, async ([ask, ways]): Promise<Probed> => {
      const computed = ways[way];
      const found = await send(aws, { run, ask, way, source }, (one) => kept.push(one));
      return { ask, way, computed, found, verdict: judgeProbe(computed, found, managedKeyArn) };
    });
    probes.push(...sent);
  }
  return probes;
}

/** The key of the first that was stored, in the order of the table: without a key of one's own, so that it can be copied. */
function sourceOf(run: ProbeRun, probes: readonly Probed[]): string | null {
  const stored = probes.find(({ ask, found }) => ask !== "SSE-C" && found.outcome.startsWith("stored"));
  return stored === undefined ? null : toProbeInput(run, stored.ask, stored.way).Key;
}

/** What Object Lock holds or MFA guards would stay: unknown counts as held. */
async function requireRemovable(aws: Aws, bucket: string): Promise<void> {
  const [lock, versioning] = await Promise.all([getObjectLock(aws, bucket), getVersioning(aws, bucket)]);
  const reason = reasonNotRemovable(lock, versioning);
  if (reason !== null) {
    throw notSent(reason, "Try it in a bucket with the same policy and default that lets objects be deleted.");
  }
}

type Sending = { run: ProbeRun; ask: Ask; way: Way; source: string | null };

async function send(aws: Aws, sending: Sending, keep: (kept: Kept) => void): Promise<ProbeResult> {
  const { run, ask, way, source } = sending;
  if (way === "copy" && source === null) return { outcome: "not sent", reason: "nothing was stored to be copied" };
  const input = toProbeInput(run, ask, way);
  const stored = await attempt(SENDERS[way](aws, input, source ?? "", keep));
  if (!stored.ok) return ofFailure(stored.failure);
  keep({ key: input.Key, versionId: stored.value ?? null });
  const { Bucket, Key, SSECustomerAlgorithm, SSECustomerKey } = input;
  const asked = aws.s3.send(new HeadObjectCommand({ Bucket, Key, SSECustomerAlgorithm, SSECustomerKey }));
  const head = await attempt(asked.then((answer) => toHead(answer, "HeadObject")));
  if (!head.ok) return { outcome: "stored, not read back", failure: head.failure };
  return { outcome: "stored", encryption: head.value.encryption };
}

type Sender = (
  aws: Aws,
  input: ReturnType<typeof toProbeInput>,
  source: string,
  keep: (kept: Kept) => void,
) => Promise<string | undefined>;

/** Each answers the version that it made, where the bucket keeps versions. */
const SENDERS = {
  put: async (aws, input) => (await aws.s3.send(new PutObjectCommand({ ...input, Body: PROBE_BODY }))).VersionId,
  copy: async (aws, input, source) =>
    (await aws.s3.send(new CopyObjectCommand({ ...input, CopySource: `${input.Bucket}/${source}` }))).VersionId,
  multipart: async (aws, input, _source, keep) => {
    const { Bucket, Key, SSECustomerAlgorithm, SSECustomerKey } = input;
    const { UploadId } = await aws.s3.send(new CreateMultipartUploadCommand(input));
    if (UploadId !== undefined) keep({ key: Key, uploadId: UploadId });
    const upload = { Bucket, Key, UploadId, SSECustomerAlgorithm, SSECustomerKey };
    const { ETag } = await aws.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: PROBE_BODY }));
    const Parts = [{ ETag, PartNumber: 1 }];
    const MultipartUpload = { Parts };
    return (await aws.s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }))).VersionId;
  },
} as const satisfies Record<Way, Sender>;

function ofFailure(failure: Failure): ProbeResult {
  const silent = ["throttled", "unreachable", "expired", "unknown"].includes(failure.code);
  return { outcome: silent ? "no answer" : "refused", failure };
}

function notSent(reason: string, hint: string): AwsError {
  return ownRefusal("Probe", "NotSent", reason, hint);
}
