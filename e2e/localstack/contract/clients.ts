import { randomUUID } from "node:crypto";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { CreateKeyCommandInput } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { BucketLocationConstraint, ServerSideEncryptionRule } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { STSClient } from "@aws-sdk/client-sts";
import { expect } from "vitest";

export const account = "000000000000";
export const root = `arn:aws:iam::${account}:root`;

/** What every client of these tests is made with. */
export function configOf(region = "us-east-1", credentials = { accessKeyId: "test", secretAccessKey: "test" }) {
  return { endpoint: process.env.TWOFOLD_TEST_ENDPOINT, region, credentials, forcePathStyle: true, maxAttempts: 1 };
}

export const s3 = new S3Client(configOf());
export const kms = new KMSClient(configOf());
export const sts = new STSClient(configOf());
// The SDK would write the account id before the host, which is an IP address.
export const s3Control = new S3ControlClient({
  ...configOf(),
  endpointProvider: () => ({ url: new URL(process.env.TWOFOLD_TEST_ENDPOINT ?? "") }),
});

/** The AWS managed key's ARN is told by DescribeKey alone; a customer key's by CreateKey. */
export async function newKey(input: CreateKeyCommandInput = {}, client = kms) {
  const { KeyMetadata } = await client.send(new CreateKeyCommand(input));
  return { id: KeyMetadata?.KeyId ?? "", arn: KeyMetadata?.Arn ?? "" };
}

export async function newBucket(rule?: ServerSideEncryptionRule, region?: BucketLocationConstraint) {
  const Bucket = `contract-${randomUUID()}`;
  const where = region ? { CreateBucketConfiguration: { LocationConstraint: region } } : {};
  await s3.send(new CreateBucketCommand({ Bucket, ...where }));
  if (rule) await putDefault(Bucket, rule);
  return Bucket;
}

export function putDefault(Bucket: string, rule: ServerSideEncryptionRule) {
  const ServerSideEncryptionConfiguration = { Rules: [rule] };
  return s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
}

export function version(Bucket: string) {
  return s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}

/** A default of DSSE-KMS, under a key or under aws/s3. */
export function dsse(KMSMasterKeyID?: string): ServerSideEncryptionRule {
  return { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID } };
}

export function head(Bucket: string, Key: string, VersionId?: string) {
  return s3.send(new HeadObjectCommand({ Bucket, Key, VersionId }));
}

export function putPolicy(Bucket: string, ...statements: object[]) {
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

/** A Deny for everybody. */
export function deny(Action: string, Resource: string, more: object = {}) {
  return { Effect: "Deny", Principal: "*", Action, Resource, ...more };
}

/** What a refused request rejects with: this code, and a message that matches. */
export function refusal(name: string, message: string | RegExp = "") {
  const error: unknown = expect.objectContaining({ name, message: expect.stringMatching(message) });
  return error;
}
