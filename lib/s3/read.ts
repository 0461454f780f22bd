import "server-only";
import {
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type Bucket as ListedBucket,
  paginateListBuckets,
} from "@aws-sdk/client-s3";
import { nullIfNone } from "#lib/aws/absent.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, notReported } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Bucket } from "./bucket.ts";
import { type BucketEncryption, fromRule } from "./encryption.ts";
import { fromPublicAccessBlock, NOTHING_BLOCKED, type PublicAccessBlock } from "./public-access.ts";
import { getBucketRegion, rememberRegion } from "./region.ts";
import { fromVersioning, type Versioning } from "./versioning.ts";

/** S3 names each bucket's Region only when the request has a parameter, and pages only when it is told a size. */
const PAGE_SIZE = 1_000;

/** How many buckets that were listed without their Region are asked for it at a time. */
const AT_A_TIME = 16;

/** The account's buckets in every Region, by name. Needs s3:ListAllMyBuckets; only that refusal is thrown. */
export async function listBuckets(aws: Aws): Promise<Bucket[]> {
  const listed: ListedBucket[] = [];
  for await (const page of paginateListBuckets({ client: aws.s3, pageSize: PAGE_SIZE }, {})) {
    // An account without buckets has an empty list; without any list it is not S3 that answered.
    if (page.Buckets === undefined) throw notReported("S3", "ListBuckets", "which buckets there are");
    listed.push(...page.Buckets);
  }
  return mapParallel(listed, AT_A_TIME, async ({ Name: name = "", BucketRegion, CreationDate }) => ({
    name,
    region: BucketRegion === undefined ? await askRegion(aws, name) : noteRegion(name, BucketRegion),
    createdAt: CreationDate ?? null,
  }));
}

async function askRegion(aws: Aws, bucket: string): Promise<string | null> {
  const region = await attempt(getBucketRegion(aws, bucket));
  return region.ok ? region.value : null;
}

function noteRegion(bucket: string, region: string): string {
  rememberRegion(bucket, region);
  return region;
}

/** What the bucket does with writes that say nothing of encryption. `aws` is of the bucket's Region, as below. */
export async function getBucketEncryption(aws: Aws, bucket: string): Promise<BucketEncryption> {
  const answer = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket: bucket }));
  const rule = answer.ServerSideEncryptionConfiguration?.Rules?.[0];
  // Every bucket has a rule since January 2023; without one it may not be S3 that answered.
  if (rule === undefined) throw notReported("S3", "GetBucketEncryption", "what the default encryption is");
  return fromRule(rule);
}

/** Needs s3:GetBucketVersioning. */
export async function getVersioning(aws: Aws, bucket: string): Promise<Versioning> {
  return fromVersioning(await aws.s3.send(new GetBucketVersioningCommand({ Bucket: bucket })));
}

/** The bucket's own switches; the account's are not in the answer. Needs s3:GetBucketPublicAccessBlock. */
export async function getPublicAccessBlock(aws: Aws, bucket: string): Promise<PublicAccessBlock> {
  const request = aws.s3.send(new GetPublicAccessBlockCommand({ Bucket: bucket }));
  const answer = await nullIfNone(request, "NoSuchPublicAccessBlockConfiguration");
  if (answer === null) return NOTHING_BLOCKED;
  const block = answer.PublicAccessBlockConfiguration;
  if (block === undefined) throw notReported("S3", "GetPublicAccessBlock", "what is blocked");
  return fromPublicAccessBlock(block);
}

/** The policy document as S3 keeps it, null where there is none. Needs s3:GetBucketPolicy. */
export async function getBucketPolicy(aws: Aws, bucket: string): Promise<string | null> {
  const answer = await nullIfNone(aws.s3.send(new GetBucketPolicyCommand({ Bucket: bucket })), "NoSuchBucketPolicy");
  if (answer === null) return null;
  if (!answer.Policy) throw notReported("S3", "GetBucketPolicy", "what the policy is");
  return answer.Policy;
}

/** Needs s3:GetBucketTagging. */
export async function listBucketTags(aws: Aws, bucket: string): Promise<{ key: string; value: string }[]> {
  const answer = await nullIfNone(aws.s3.send(new GetBucketTaggingCommand({ Bucket: bucket })), "NoSuchTagSet");
  if (answer === null) return [];
  if (answer.TagSet === undefined) throw notReported("S3", "GetBucketTagging", "which tags there are");
  return answer.TagSet.map(({ Key = "", Value = "" }) => ({ key: Key, value: Value }));
}

/** Who owns what is written: "BucketOwnerEnforced" and so on; null where it was never set. Needs s3:GetBucketOwnershipControls. */
export async function getBucketOwnership(aws: Aws, bucket: string): Promise<string | null> {
  const request = aws.s3.send(new GetBucketOwnershipControlsCommand({ Bucket: bucket }));
  const answer = await nullIfNone(request, "OwnershipControlsNotFoundError");
  if (answer === null) return null;
  const ownership = answer.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
  if (ownership === undefined) throw notReported("S3", "GetBucketOwnershipControls", "who owns what is written");
  return ownership;
}
