import "server-only";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError, changedMeanwhile, keyNotUsable } from "#lib/aws/errors.ts";
import { inServedRegion } from "#lib/aws/served.ts";
import { readBack, sendThenRead, sentence } from "#lib/aws/send-then-read.ts";
import { doubtThatS3CanUse, type Key, reasonS3CannotUse } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { getKeyPolicy, resolveKey } from "#lib/kms/read.ts";
import { findBucket } from "./bucket-contents-read.ts";
import { lossesOf, type Protection, toSummary } from "./default-change.ts";
import { problemOfKey } from "./deciding.ts";
import { harmOf } from "./default-harm.ts";
import { readHarm } from "./default-harm-read.ts";
import {
  type BucketEncryption,
  type DefaultEncryption,
  type Encryption,
  isSameEncryption,
  keyIdOf,
  toPutBucketEncryption,
} from "./encryption.ts";
import type { LogSources } from "./log-source.ts";
import { listLogSources } from "./log-source-read.ts";
import { BLOCKED_IN_NEW_BUCKETS, type NewBucket, toCreateBucket } from "./new-bucket.ts";
import { ALL_BLOCKED, countBlocked, toPutPublicAccessBlock } from "./public-access.ts";
import { getBucketEncryption, getPublicAccessBlock, getVersioning } from "./read.ts";
import { getBucketRegion, rememberRegion } from "./region.ts";
import { weakerNotConfirmed } from "./setting-change.ts";
import { toEnableVersioning } from "./versioning.ts";

/**
 * Makes `encryption` what the bucket applies to writes without encryption headers, and keeps what it blocks.
 * `aws` is of the bucket's Region. `seen` is the toSummary() that the person decided on, `confirmed` whether they typed
 * the bucket's name, which a weaker default demands, and one under which something breaks. `sources` reads where access logs go.
 * Raises conflict when it is no longer as seen (S3 has no conditional form of this request, so the moment between
 * reading and writing stays) or reads back otherwise, and invalid for a key that S3 cannot use or a missing confirmation.
 * Needs s3:GetEncryptionConfiguration, s3:PutEncryptionConfiguration and, for a key, kms:DescribeKey; with kms:GetKeyPolicy
 * a key whose policy refuses the bucket is found as well, and what breaks with what readHarm needs.
 */
export async function putBucketEncryption(
  aws: Aws,
  bucket: string,
  encryption: DefaultEncryption,
  {
    seen,
    confirmed,
    sources = () => listLogSources(aws),
  }: { seen: string; confirmed: boolean; sources?: () => Promise<LogSources> },
): Promise<BucketEncryption> {
  const current = await getBucketEncryption(aws, bucket);
  const now = toSummary(current);
  if (now !== seen) {
    throw changedMeanwhile(
      "S3",
      "PutBucketEncryption",
      `the default encryption of ${bucket} (then ${seen}; now ${now})`,
    );
  }
  const next = await withUsableKey(aws, bucket, encryption);
  if (!confirmed) await requireHarmless(aws, bucket, next, current.default, sources);
  return setDefault(aws, bucket, next.encryption, current.blockedTypes);
}

/** A default under which less is protected, or something breaks for certain, takes the typed name. */
async function requireHarmless(
  aws: Aws,
  bucket: string,
  next: Protection,
  current: Encryption,
  sources: () => Promise<LogSources>,
): Promise<void> {
  const [protection, reads] = await Promise.all([
    toProtection(aws, current),
    readHarm(aws, bucket, current, { sources, next: next.encryption }),
  ]);
  const losses = [...lossesOf(next, protection), ...harmOf(next.encryption, current, reads).breaks];
  if (losses.length > 0) throw weakerNotConfirmed(bucket, losses);
}

async function setDefault(
  aws: Aws,
  bucket: string,
  encryption: DefaultEncryption,
  blockedTypes: string[] | null,
): Promise<BucketEncryption> {
  const isAsked = (found: BucketEncryption) =>
    isSameEncryption(encryption, found.default) &&
    !found.bucketKeyInVain &&
    (blockedTypes ?? []).every((type) => found.blockedTypes?.includes(type));
  return sendThenRead(aws, {
    service: "S3",
    operation: "PutBucketEncryption",
    send: () => aws.s3.send(new PutBucketEncryptionCommand(toPutBucketEncryption(bucket, encryption, blockedTypes))),
    read: () => getBucketEncryption(aws, bucket),
    isAsked,
    asked: toSummary({ default: encryption, bucketKeyInVain: false, blockedTypes }),
    inWords: toSummary,
  });
}

/** S3 takes any text for a key and fails at the first upload only, so KMS is asked before. */
async function withUsableKey(
  aws: Aws,
  bucket: string,
  encryption: DefaultEncryption,
): Promise<{ encryption: DefaultEncryption; awsManaged: boolean }> {
  const keyId = keyIdOf(encryption);
  if (encryption.type === "SSE-S3" || keyId === null) return { encryption, awsManaged: keyId === null };
  const region = fromKeyArn(keyId)?.region ?? aws.region;
  if (region !== aws.region) {
    throw unusable(`This key is in ${region}. S3 encrypts with keys of the bucket’s own Region only, ${aws.region}.`);
  }
  const key = await attempt<Key>(resolveKey(aws, keyId));
  if (!key.ok && key.failure.code === "missing") throw unusable(`KMS knows no key ${keyId}.`);
  if (!key.ok) throw new AwsError(key.failure, null);
  const reason = reasonS3CannotUse(key.value) ?? doubtThatS3CanUse(key.value);
  if (reason !== null) throw unusable(reason);
  const policy = await attempt(getKeyPolicy(aws, key.value.arn));
  const problem = problemOfKey({ name: bucket, region: aws.region }, encryption, key, policy);
  // Who may not read the policy can set the default all the same: S3 asks for no more.
  if (problem?.status === "broken") throw unusable(problem.reason);
  return { encryption: { ...encryption, keyId: key.value.arn }, awsManaged: key.value.manager === "AWS" };
}

/** A key that KMS does not describe counts as the customer's own: leaving it is then confirmed, never waved through. */
async function toProtection(aws: Aws, encryption: Encryption): Promise<Protection> {
  const keyId = keyIdOf(encryption);
  if (keyId === null) return { encryption, awsManaged: true };
  const key = await attempt<Key>(resolveKey(aws, keyId));
  return { encryption, awsManaged: key.ok && key.value.manager === "AWS" };
}

function unusable(reason: string): AwsError {
  return keyNotUsable("S3", "PutBucketEncryption", reason);
}

/**
 * Makes a bucket in `aws`'s Region: its default encryption at once, then public access blocked, then versioning, each
 * read back. A step that fails says what exists by then and what is not set. Raises conflict when the name is taken.
 * Needs s3:CreateBucket, s3:ListBucket and the Put… and Get… of each setting.
 */
export async function createBucket(aws: Aws, { name, encryption, versioning }: NewBucket): Promise<void> {
  inServedRegion(aws, aws.region);
  const next = await withUsableKey(aws, name, encryption);
  await requireFreeName(aws, name);
  await makeBucket(aws, name);

  const steps = [
    { what: "its default encryption", run: () => setDefault(aws, name, next.encryption, BLOCKED_IN_NEW_BUCKETS) },
    { what: "Block Public Access", run: () => blockPublicAccess(aws, name) },
    ...(versioning ? [{ what: "versioning", run: () => enableVersioning(aws, name) }] : []),
  ];
  for (const [index, { run }] of steps.entries()) {
    const result = await attempt<unknown>(run());
    if (result.ok) continue;
    const left = steps.slice(index).map(({ what }) => what);
    const message = `${sentence(result.failure.message)} The bucket ${name} exists. Not set, or not read back: ${left.join(", ")}.`;
    const hint = `Open ${name} and set what is missing. ${result.failure.hint}`;
    throw new AwsError({ ...result.failure, message, hint, outcome: "partly", subject: name }, null);
  }
}

/** The name was free a moment ago, so a bucket that is there when the answer got lost is the one that was asked for. */
async function makeBucket(aws: Aws, name: string): Promise<void> {
  const made = await attempt(aws.s3.send(new CreateBucketCommand(toCreateBucket(aws.region, name))));
  if (made.ok) return rememberRegion(name, aws.region);
  const found = await attempt(
    readBack(aws, made, {
      service: "S3",
      operation: "CreateBucket",
      read: () => findBucket(aws, name),
      isAsked: (region) => region === aws.region,
      asked: `a bucket in ${aws.region}`,
      inWords: (region) => (region === null ? "no bucket of this name" : `one in ${region}`),
    }),
  );
  if (!found.ok) throw new AwsError({ ...found.failure, subject: name }, null);
}

/** In us-east-1 S3 answers 200 when one's own bucket is made again, so a taken name would be rewritten silently. */
async function requireFreeName(aws: Aws, name: string): Promise<void> {
  const found = await attempt(getBucketRegion(aws, name));
  if (!found.ok && found.failure.code === "missing") return;
  if (!found.ok) throw new AwsError(found.failure, null);
  throw new AwsError(
    {
      code: "conflict",
      service: "S3",
      operation: "CreateBucket",
      name: "BucketAlreadyExists",
      message: `A bucket ${name} exists already, in ${found.value}. Nothing was changed.`,
      permission: null,
      hint: "If it is yours, open it; else choose another name, as all AWS accounts share them.",
      requestId: null,
    },
    null,
  );
}

async function blockPublicAccess(aws: Aws, bucket: string): Promise<void> {
  const isWhole = (block: typeof ALL_BLOCKED) => countBlocked(block) === countBlocked(ALL_BLOCKED);
  await sendThenRead(aws, {
    service: "S3",
    operation: "PutPublicAccessBlock",
    send: () => aws.s3.send(new PutPublicAccessBlockCommand(toPutPublicAccessBlock(bucket, ALL_BLOCKED))),
    read: () => getPublicAccessBlock(aws, bucket),
    isAsked: isWhole,
    asked: "four switches on",
    inWords: (found) => `${countBlocked(found)} of 4 on`,
  });
}

async function enableVersioning(aws: Aws, bucket: string): Promise<void> {
  await sendThenRead(aws, {
    service: "S3",
    operation: "PutBucketVersioning",
    send: () => aws.s3.send(new PutBucketVersioningCommand(toEnableVersioning(bucket))),
    read: () => getVersioning(aws, bucket),
    isAsked: ({ status }) => status === "enabled",
    asked: "enabled",
    inWords: ({ status }) => status,
  });
}
