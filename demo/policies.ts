import type { DemoKey } from "./keys.ts";

const ACCOUNT_ID = "000000000000";

/** "role/name" of the estate's account. */
export function principalArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT_ID}:${name}`;
}

/** The account keeps access, one role manages without using, and the key's users come through S3 only. */
export function keyPolicy({ region, users, signing }: DemoKey): string {
  const account = `arn:aws:iam::${ACCOUNT_ID}`;
  const use = signing
    ? { Action: ["kms:Sign", "kms:Verify", "kms:GetPublicKey", "kms:DescribeKey"] }
    : {
        Action: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
        Condition: {
          StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com`, "kms:CallerAccount": ACCOUNT_ID },
        },
      };
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "meridian-standard-2025",
    Statement: [
      {
        Sid: "AccountThroughIam",
        Effect: "Allow",
        Principal: { AWS: `${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "KeyAdministrators",
        Effect: "Allow",
        Principal: { AWS: `${account}:role/KeyAdmin` },
        Action: ["kms:Describe*", "kms:Enable*", "kms:Disable*", "kms:Put*", "kms:Update*", "kms:List*", "kms:Get*"],
        Resource: "*",
      },
      {
        Sid: "Users",
        Effect: "Allow",
        Principal: { AWS: users.map((user) => `${account}:${user}`) },
        Resource: "*",
        ...use,
      },
    ],
  });
}

/** What scanners of old write against unencrypted uploads: a list that does not know DSSE-KMS, and so refuses it. */
export function scannerStatement(bucket: string) {
  return {
    Sid: "DenyUnencryptedObjectUploads",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": ["AES256", "aws:kms"] } },
  };
}
