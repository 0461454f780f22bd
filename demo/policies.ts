import type { DemoKey } from "./keys.ts";

const ACCOUNT_ID = "000000000000";

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

/** Refuses plain HTTP, save for AWS's own services, whose requests do not say how they travelled. */
export function tlsOnly(bucket: string) {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" } },
  };
}

/** Demands DSSE-KMS under one key of whoever names an encryption; who names none gets the bucket's default. */
export function dsseOnly(bucket: string, keyArn: string) {
  const ALGORITHM = "s3:x-amz-server-side-encryption";
  const KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  const CUSTOMER = "s3:x-amz-server-side-encryption-customer-algorithm";
  const deny = (Sid: string, Condition: Record<string, Record<string, string>>) => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition,
  });
  return [
    deny("DenyExplicitNonDsse", { StringNotEquals: { [ALGORITHM]: "aws:kms:dsse" }, Null: { [ALGORITHM]: "false" } }),
    deny("DenyHeaderWithoutKey", { Null: { [ALGORITHM]: "false", [KEY]: "true" } }),
    deny("DenyWrongKey", { StringNotEquals: { [KEY]: keyArn }, Null: { [KEY]: "false" } }),
    deny("DenySseC", { Null: { [CUSTOMER]: "false" } }),
  ];
}
