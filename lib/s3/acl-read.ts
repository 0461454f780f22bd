import "server-only";
import { GetBucketAclCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { notReported } from "#lib/aws/errors.ts";
import { type AclGrant, othersOf } from "./acl.ts";
import { getBucketOwnership } from "./read.ts";

/**
 * Whom the bucket's ACL lets in beside its owner; null where ACLs are off. ACLs of objects are their own.
 * Needs s3:GetBucketOwnershipControls and, where ACLs are on, s3:GetBucketAcl.
 */
export async function listAclGrants(aws: Aws, bucket: string): Promise<AclGrant[] | null> {
  if ((await getBucketOwnership(aws, bucket)) === "BucketOwnerEnforced") return null;
  const { Owner, Grants } = await aws.s3.send(new GetBucketAclCommand({ Bucket: bucket }));
  if (Owner?.ID === undefined || Grants === undefined) {
    throw notReported("S3", "GetBucketAcl", "whom the bucket’s ACL lets in");
  }
  return othersOf(Grants, Owner.ID);
}
