import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, PutBucketEncryptionCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

export const BIG_BUCKET = "twofold-bench";
const OBJECTS = 2_000;
const LANES = 16;

/** Makes a bucket whose default is DSSE-KMS, with 2,000 small objects in one folder. Answers its key's ARN. @param {string} endpoint */
export async function makeBigBucket(endpoint) {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const config = { endpoint, region: "eu-central-1", credentials, forcePathStyle: true };
  const [s3, kms] = [new S3Client(config), new KMSClient(config)];
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const keyArn = KeyMetadata?.Arn ?? "";
  const location = { LocationConstraint: "eu-central-1" };
  await s3.send(new CreateBucketCommand({ Bucket: BIG_BUCKET, CreateBucketConfiguration: location }));
  const standard = { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: keyArn };
  const configuration = { Rules: [{ ApplyServerSideEncryptionByDefault: standard }] };
  await s3.send(
    new PutBucketEncryptionCommand({ Bucket: BIG_BUCKET, ServerSideEncryptionConfiguration: configuration }),
  );
  const keys = Array.from({ length: OBJECTS }, (_, n) => `image-${String(n).padStart(4, "0")}.dcm`);
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let Key = keys.shift(); Key !== undefined; Key = keys.shift()) {
        await s3.send(new PutObjectCommand({ Bucket: BIG_BUCKET, Key, Body: "image" }));
      }
    }),
  );
  return keyArn;
}
