/** The condition keys under which S3 shows a policy what an upload says of encryption. Source: Service Authorization Reference, Amazon S3. */
export const SSE_KEYS = {
  algorithm: "s3:x-amz-server-side-encryption",
  keyId: "s3:x-amz-server-side-encryption-aws-kms-key-id",
  customerAlgorithm: "s3:x-amz-server-side-encryption-customer-algorithm",
} as const;
