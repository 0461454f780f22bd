import "server-only";
import { PutPublicAccessBlockCommand } from "@aws-sdk/client-s3";
import { PutPublicAccessBlockCommand as PutAccountPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { getIdentity } from "#lib/aws/identity.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { toPutAccountPublicAccessBlock } from "./account-public-access.ts";
import {
  lossesOfPublicAccess,
  type PublicAccessBlock,
  publicAccessInWords,
  toPutPublicAccessBlock,
} from "./public-access.ts";
import { getPublicAccessBlock } from "./read.ts";
import { changeSetting, type Decision } from "./setting-change.ts";
import { getAccountPublicAccessBlock } from "./settings-read.ts";

/**
 * Sets the bucket's own four switches; `seen` is the publicAccessInWords() that the person decided on. Raises as
 * changeSetting. Needs s3:GetBucketPublicAccessBlock and s3:PutBucketPublicAccessBlock.
 */
export async function putPublicAccess(
  aws: Aws,
  bucket: string,
  block: PublicAccessBlock,
  decision: Decision,
): Promise<PublicAccessBlock> {
  return changeSetting(
    aws,
    {
      service: "S3",
      operation: "PutPublicAccessBlock",
      thing: `Block Public Access of ${bucket}`,
      name: bucket,
      read: () => getPublicAccessBlock(aws, bucket),
      inWords: publicAccessInWords,
    },
    decision,
    {
      next: () => block,
      losses: lossesOfPublicAccess,
      send: () => aws.s3.send(new PutPublicAccessBlockCommand(toPutPublicAccessBlock(bucket, block))),
    },
  );
}

/**
 * As putPublicAccess, for every bucket of the caller's account in all Regions; `confirmed` says that the account's id
 * was typed. Needs s3:GetAccountPublicAccessBlock and s3:PutAccountPublicAccessBlock.
 */
export async function putAccountPublicAccess(
  aws: Aws,
  block: PublicAccessBlock,
  { seen, confirmation }: { seen: string; confirmation: string },
): Promise<PublicAccessBlock> {
  const { accountId } = await getIdentity(aws);
  return changeSetting(
    aws,
    {
      service: "S3 Control",
      operation: "PutPublicAccessBlock",
      thing: `Block Public Access of the account ${accountId}`,
      name: accountId,
      read: () => getAccountPublicAccessBlock(aws, accountId),
      inWords: publicAccessInWords,
    },
    { seen, confirmed: confirmation === accountId },
    {
      next: () => block,
      losses: lossesOfPublicAccess,
      send: () =>
        aws.s3control.send(new PutAccountPublicAccessBlockCommand(toPutAccountPublicAccessBlock(accountId, block))),
    },
  );
}
