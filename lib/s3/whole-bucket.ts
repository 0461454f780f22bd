import type {
  CreateBucketCommandInput,
  PutBucketCorsCommandInput,
  PutBucketEncryptionCommandInput,
  PutBucketLifecycleConfigurationCommandInput,
  PutBucketLoggingCommandInput,
  PutBucketOwnershipControlsCommandInput,
  PutBucketPolicyCommandInput,
  PutBucketReplicationCommandInput,
  PutBucketTaggingCommandInput,
  PutBucketVersioningCommandInput,
  PutObjectLockConfigurationCommandInput,
  PutPublicAccessBlockCommandInput,
} from "@aws-sdk/client-s3";
import { toCreateBucket } from "./new-bucket.ts";

/** The request that sets each part of a bucket, in the order in which they can be sent: what may refuse others is last. */
export type PartRequests = {
  ownership: PutBucketOwnershipControlsCommandInput;
  encryption: PutBucketEncryptionCommandInput;
  publicAccess: PutPublicAccessBlockCommandInput;
  versioning: PutBucketVersioningCommandInput;
  objectLock: PutObjectLockConfigurationCommandInput;
  tags: PutBucketTaggingCommandInput;
  lifecycle: PutBucketLifecycleConfigurationCommandInput;
  cors: PutBucketCorsCommandInput;
  logging: PutBucketLoggingCommandInput;
  replication: PutBucketReplicationCommandInput;
  policy: PutBucketPolicyCommandInput;
};

export type PartName = keyof PartRequests;

/** One part as a bucket has it, or is to have it. */
export type Part<Request> =
  /** `notes`: what of it the request does not say, a sentence each. */
  | { state: "set"; request: Request; notes: string[] }
  /** Known not to be there. */
  | { state: "absent" }
  /** Not known: why, in a few words, as "needs s3:GetBucketCORS". */
  | { state: "unknown"; reason: string };

export type Parts = { [Name in PartName]: Part<PartRequests[Name]> };

/** A bucket with everything that is known of its settings. */
export type WholeBucket = { name: string; region: string; parts: Parts };

/** Each part's name for a person and its operation. */
export const PARTS = {
  ownership: { title: "Object ownership", operation: "PutBucketOwnershipControls" },
  encryption: { title: "Default encryption", operation: "PutBucketEncryption" },
  publicAccess: { title: "Block Public Access", operation: "PutPublicAccessBlock" },
  versioning: { title: "Versioning", operation: "PutBucketVersioning" },
  objectLock: { title: "Object Lock", operation: "PutObjectLockConfiguration" },
  tags: { title: "Tags", operation: "PutBucketTagging" },
  lifecycle: { title: "Lifecycle", operation: "PutBucketLifecycleConfiguration" },
  cors: { title: "CORS", operation: "PutBucketCors" },
  logging: { title: "Access log", operation: "PutBucketLogging" },
  replication: { title: "Replication", operation: "PutBucketReplication" },
  policy: { title: "Policy", operation: "PutBucketPolicy" },
} as const satisfies Record<PartName, { title: string; operation: string }>;

export const PART_NAMES = [
  "ownership",
  "encryption",
  "publicAccess",
  "versioning",
  "objectLock",
  "tags",
  "lifecycle",
  "cors",
  "logging",
  "replication",
  "policy",
] as const satisfies readonly PartName[];

/** What S3 keeps for a bucket and nobody looks at here, so that no code says whether it is there. */
const NOT_LOOKED_AT =
  "ACLs, static website, event notifications, inventories, analytics, metrics, Intelligent-Tiering, metadata tables, transfer acceleration, requester pays and ABAC";

/** The request that makes the bucket itself. Object Lock is asked for here as well: before 2023 nothing else could. */
export function toCreateRequest({ name, region, parts }: WholeBucket): CreateBucketCommandInput {
  return {
    ...toCreateBucket(region, name),
    ...(parts.objectLock.state === "set" ? { ObjectLockEnabledForBucket: true } : {}),
  };
}

/** What is left out or not known, a line each, for the head of a file. */
export function remarksOf({ parts }: WholeBucket): string[] {
  const absent = PART_NAMES.filter((name) => parts[name].state === "absent").map((name) => PARTS[name].title);
  return [
    ...(absent.length === 0 ? [] : [`Not set, so nothing is written for it: ${absent.join(", ")}.`]),
    `Not looked at, so missing here if it is set: ${NOT_LOOKED_AT}.`,
  ];
}

/** What stands in the place of a part that is not known. */
export function unknownInWords(name: PartName, reason: string): string {
  return `${PARTS[name].title}: not read (${reason}). It is missing here, not off.`;
}
