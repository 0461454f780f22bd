import "server-only";
import { GetBucketEncryptionCommand, GetPublicAccessBlockCommand } from "@aws-sdk/client-s3";
import { nullIfNone } from "#lib/aws/absent.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, notReported } from "#lib/aws/errors.ts";
import { reasonOf } from "#lib/aws/result.ts";
import { toPutBucketCors } from "./cors.ts";
import { toPutBucketLifecycle } from "./lifecycle.ts";
import { toPutBucketLogging } from "./logging.ts";
import { toPutObjectLock } from "./object-lock.ts";
import { isObjectOwnership, toPutBucketOwnershipControls } from "./ownership.ts";
import { toPutBucketPolicy } from "./policy-call.ts";
import { getBucketOwnership, getBucketPolicy, getVersioning, listBucketTags } from "./read.ts";
import { toPutBucketReplication } from "./replication.ts";
import { getLifecycle, getLogging, getObjectLock, getReplication, listCorsRules } from "./settings-read.ts";
import { isSystemTag, ownTags, toPutBucketTagging } from "./tag.ts";
import { toEnableVersioning, toSuspendVersioning } from "./versioning.ts";
import type { Part, PartRequests, WholeBucket } from "./whole-bucket.ts";

/**
 * Every setting of a bucket that this console reads, each failing alone and then not known. `aws` is of the bucket's
 * Region. Needs the s3:Get… of each setting.
 */
export async function readWholeBucket(aws: Aws, name: string): Promise<WholeBucket> {
  const [
    ownership,
    encryption,
    publicAccess,
    versioning,
    objectLock,
    tags,
    lifecycle,
    cors,
    logging,
    replication,
    policy,
  ] = await Promise.all([
    part(readOwnership(aws, name)),
    part(readEncryption(aws, name)),
    part(readPublicAccess(aws, name)),
    part(readVersioning(aws, name)),
    part(readObjectLock(aws, name)),
    part(readTags(aws, name)),
    part(
      getLifecycle(aws, name).then((found) => (found.rules.length === 0 ? null : toPutBucketLifecycle(name, found))),
    ),
    part(listCorsRules(aws, name).then((rules) => (rules.length === 0 ? null : toPutBucketCors(name, rules)))),
    part(getLogging(aws, name).then((found) => (found === null ? null : toPutBucketLogging(name, found)))),
    part(getReplication(aws, name).then((found) => (found === null ? null : toPutBucketReplication(name, found)))),
    part(getBucketPolicy(aws, name).then((found) => (found === null ? null : toPutBucketPolicy(name, found)))),
  ]);
  return {
    name,
    region: aws.region,
    parts: {
      ownership,
      encryption,
      publicAccess,
      versioning,
      objectLock,
      tags,
      lifecycle,
      cors,
      logging,
      replication,
      policy,
    },
  };
}

/** A request alone, or with what it does not say, or why it is not known; null where the part is not there. */
type Reading<Request> = Request | { request: Request; notes: string[] } | { unknown: string } | null;

async function part<Request extends { Bucket: string | undefined }>(
  reading: Promise<Reading<Request>>,
): Promise<Part<Request>> {
  const found = await attempt(reading);
  if (!found.ok) return { state: "unknown", reason: reasonOf(found.failure) };
  if (found.value === null) return { state: "absent" };
  if ("unknown" in found.value) return { state: "unknown", reason: found.value.unknown };
  return "request" in found.value
    ? { state: "set", ...found.value }
    : { state: "set", request: found.value, notes: [] };
}

async function readOwnership(aws: Aws, name: string): Promise<Reading<PartRequests["ownership"]>> {
  const ownership = await getBucketOwnership(aws, name);
  if (ownership === null) return null;
  // What cannot be written again is no setting of the bucket's code: it is not known, and said to be.
  if (!isObjectOwnership(ownership)) return { unknown: `S3 answers ${ownership}, which this console does not know` };
  return toPutBucketOwnershipControls(name, ownership);
}

/** The rule as S3 answers it: what this console does not know of it is handed on as well. */
async function readEncryption(aws: Aws, name: string): Promise<Reading<PartRequests["encryption"]>> {
  const answer = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket: name }));
  const configuration = answer.ServerSideEncryptionConfiguration;
  if (!configuration?.Rules?.length) throw notReported("S3", "GetBucketEncryption", "what the default encryption is");
  return { Bucket: name, ServerSideEncryptionConfiguration: configuration };
}

/** A bucket that never had the setting is not one that has all of it off, which can be adopted. */
async function readPublicAccess(aws: Aws, name: string): Promise<Reading<PartRequests["publicAccess"]>> {
  const request = aws.s3.send(new GetPublicAccessBlockCommand({ Bucket: name }));
  const answer = await nullIfNone(request, "NoSuchPublicAccessBlockConfiguration");
  if (answer === null) return null;
  const configuration = answer.PublicAccessBlockConfiguration;
  if (configuration === undefined) throw notReported("S3", "GetPublicAccessBlock", "what is blocked");
  return { Bucket: name, PublicAccessBlockConfiguration: configuration };
}

async function readVersioning(aws: Aws, name: string): Promise<Reading<PartRequests["versioning"]>> {
  const { status, mfaDelete } = await getVersioning(aws, name);
  if (status === "never") return null;
  const request = status === "enabled" ? toEnableVersioning(name) : toSuspendVersioning(name);
  const notes = mfaDelete
    ? ["MFA delete is on: only the root user can set it, with an MFA code, so it is not here."]
    : [];
  return { request, notes };
}

async function readObjectLock(aws: Aws, name: string): Promise<Reading<PartRequests["objectLock"]>> {
  const lock = await getObjectLock(aws, name);
  return lock?.ObjectLockEnabled === "Enabled" ? toPutObjectLock(name, lock) : null;
}

/** AWS's own tags cannot be written by anybody else. */
async function readTags(aws: Aws, name: string): Promise<Reading<PartRequests["tags"]>> {
  const all = await listBucketTags(aws, name);
  const theirs = all.filter(isSystemTag).map(({ key }) => key);
  if (all.length === 0) return null;
  const notes = theirs.length === 0 ? [] : [`Set by AWS and not to be written: ${theirs.join(", ")}.`];
  return { request: toPutBucketTagging(name, ownTags(all)), notes };
}
