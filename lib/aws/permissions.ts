import { table } from "./error-codes.ts";

/** Operations whose IAM action is not "service:Operation". Source: Service Authorization Reference for S3. */
const PERMISSIONS = table<string>({
  ListBuckets: "s3:ListAllMyBuckets",
  HeadBucket: "s3:ListBucket",
  ListObjectsV2: "s3:ListBucket",
  ListObjectVersions: "s3:ListBucketVersions",
  ListMultipartUploads: "s3:ListBucketMultipartUploads",
  ListParts: "s3:ListMultipartUploadParts",
  HeadObject: "s3:GetObject",
  CopyObject: "s3:PutObject",
  CreateMultipartUpload: "s3:PutObject",
  UploadPart: "s3:PutObject",
  CompleteMultipartUpload: "s3:PutObject",
  DeleteObjects: "s3:DeleteObject",
  GetBucketEncryption: "s3:GetEncryptionConfiguration",
  PutBucketEncryption: "s3:PutEncryptionConfiguration",
  DeleteBucketEncryption: "s3:PutEncryptionConfiguration",
  GetPublicAccessBlock: "s3:GetBucketPublicAccessBlock",
  PutPublicAccessBlock: "s3:PutBucketPublicAccessBlock",
  UploadPartCopy: "s3:PutObject",
  GetBucketAbac: "s3:GetBucketABAC",
  GetBucketCors: "s3:GetBucketCORS",
  PutBucketCors: "s3:PutBucketCORS",
  DeleteBucketCors: "s3:PutBucketCORS",
  GetBucketLifecycleConfiguration: "s3:GetLifecycleConfiguration",
  GetBucketReplication: "s3:GetReplicationConfiguration",
  GetObjectLockConfiguration: "s3:GetBucketObjectLockConfiguration",
  DeleteBucketTagging: "s3:PutBucketTagging",
  ListBucketInventoryConfigurations: "s3:GetInventoryConfiguration",
});

/** Operations on objects that need another action where they name a version. Source: the same. */
const VERSION_PERMISSIONS = table<string>({
  GetObject: "s3:GetObjectVersion",
  HeadObject: "s3:GetObjectVersion",
  DeleteObject: "s3:DeleteObjectVersion",
  GetObjectAcl: "s3:GetObjectVersionAcl",
  PutObjectAcl: "s3:PutObjectVersionAcl",
  GetObjectAttributes: "s3:GetObjectVersionAttributes",
  GetObjectTagging: "s3:GetObjectVersionTagging",
  PutObjectTagging: "s3:PutObjectVersionTagging",
  DeleteObjectTagging: "s3:DeleteObjectVersionTagging",
});

/** S3 Control's operations, which share names with S3's. Its actions are "s3:" too. */
const ACCOUNT_PERMISSIONS = table<string>({
  "S3 Control GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
  "S3 Control PutPublicAccessBlock": "s3:PutAccountPublicAccessBlock",
});

/** An operation as it was sent; `versioned` where it names a version of an object. */
export type SentOperation = { service: string; operation: string; versioned: boolean };

/** The IAM action that was refused: the one AWS names in its message, else the one the operation needs. */
export function permissionOf({ service, operation, versioned }: SentOperation, message: string): string {
  const named = /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(message);
  return (
    named?.[1] ??
    ACCOUNT_PERMISSIONS.get(`${service} ${operation}`) ??
    (versioned ? VERSION_PERMISSIONS.get(operation) : undefined) ??
    PERMISSIONS.get(operation) ??
    `${service.toLowerCase()}:${operation}`
  );
}
