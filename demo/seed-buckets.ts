import {
  BucketLocationConstraint,
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { bucketArn } from "#lib/s3/bucket.ts";
import { fromRule, keyIdOf, toRule } from "#lib/s3/encryption.ts";
import { toDsseStatements, toTlsStatement } from "#lib/s3/enforce.ts";
import type { DemoBucket } from "./buckets.ts";
import type { Clients } from "./clients.ts";
import { scannerStatement } from "./policies.ts";
import { mustEqual } from "./verify.ts";
import { type KeyArns, toEncryption } from "./write.ts";

const BLOCK_ALL = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Makes a bucket with its settings, and reads its default encryption back. The policy comes after the objects. */
export async function createBucket(clients: Clients, name: string, bucket: DemoBucket, arns: KeyArns): Promise<void> {
  const s3 = clients.s3(bucket.region);
  const Bucket = name;
  await s3.send(new CreateBucketCommand({ Bucket, ...location(bucket.region) }));
  if (bucket.publicAccessOpen) await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  else await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: BLOCK_ALL }));
  if (bucket.versioned) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  }
  if (bucket.lifecycle) {
    const LifecycleConfiguration = { Rules: bucket.lifecycle };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  }
  const TagSet = Object.entries(bucket.tags).map(([Key, Value]) => ({ Key, Value }));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  await setDefault(clients, name, bucket, arns);
}

async function setDefault(clients: Clients, name: string, bucket: DemoBucket, arns: KeyArns): Promise<void> {
  const s3 = clients.s3(bucket.region);
  const encryption = toEncryption(bucket.default, arns);
  const rule = toRule(encryption, ["SSE-C"]);
  if (bucket.bucketKeyInVain) rule.BucketKeyEnabled = true;
  await s3.send(new PutBucketEncryptionCommand({ Bucket: name, ServerSideEncryptionConfiguration: { Rules: [rule] } }));
  const read = await s3.send(new GetBucketEncryptionCommand({ Bucket: name }));
  const found = fromRule(read.ServerSideEncryptionConfiguration?.Rules?.[0]);
  mustEqual(`${name}: default encryption`, found.default, encryption);
  mustEqual(`${name}: bucket key in vain`, found.bucketKeyInVain, bucket.bucketKeyInVain === true);
}

/** us-east-1 is the one Region that S3 refuses to be told. */
function location(region: string) {
  const LocationConstraint = Object.values(BucketLocationConstraint).find((known) => known === region);
  return LocationConstraint === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint } };
}

/** Puts the bucket's policy, when it has one. */
export async function putPolicy(clients: Clients, name: string, bucket: DemoBucket, arns: KeyArns): Promise<void> {
  if (bucket.policy === undefined) return;
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statementsOf(name, bucket, arns) });
  await clients.s3(bucket.region).send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
}

function statementsOf(name: string, bucket: DemoBucket, arns: KeyArns): object[] {
  if (bucket.policy === "scanner") return [scannerStatement(name)];
  const arn = bucketArn({ name, region: bucket.region });
  const keyArn = keyIdOf(toEncryption(bucket.default, arns));
  const demands = bucket.policy === "tls and dsse" ? toDsseStatements({ arn, keyArn }, "tolerant") : [];
  return [...demands, toTlsStatement(arn)];
}
