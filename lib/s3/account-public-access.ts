import type { PutPublicAccessBlockCommandInput } from "@aws-sdk/client-s3-control";
import { type PublicAccessBlock, toPublicAccessBlock } from "./public-access.ts";

/** The request that sets the four switches for every bucket of the account, in all Regions. */
export function toPutAccountPublicAccessBlock(
  accountId: string,
  block: PublicAccessBlock,
): PutPublicAccessBlockCommandInput {
  return { AccountId: accountId, PublicAccessBlockConfiguration: toPublicAccessBlock(block) };
}
