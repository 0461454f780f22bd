import { expect, test } from "vitest";
import { type Answer, kmsError, s3Error, type SentRequest, scripted } from "#lib/aws/testing.ts";
import { toSummary } from "./default-change.ts";
import { toDsseStatements } from "./enforce.ts";
import type { BucketEncryption, DefaultEncryption } from "./encryption.ts";
import { createBucket, putBucketEncryption } from "./write.ts";

const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const ARN = `arn:aws:kms:eu-central-1:111122223333:key/${ID}`;
const DSSE: DefaultEncryption = { type: "DSSE-KMS", keyId: ARN };

const WAS: BucketEncryption = { default: { type: "SSE-S3" }, bucketKeyInVain: false, blockedTypes: ["SSE-C"] };
const SSE_S3 = rule("AES256");

function rule(
  algorithm: string,
  keyId = "",
  rest = "<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>",
) {
  const key = keyId === "" ? "" : `<KMSMasterKeyID>${keyId}</KMSMasterKeyID>`;
  return `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>${algorithm}</SSEAlgorithm>${key}</ApplyServerSideEncryptionByDefault>${rest}</Rule></ServerSideEncryptionConfiguration>`;
}

function described(metadata: object): Answer {
  const defaults = {
    KeyId: ID,
    Arn: ARN,
    KeyState: "Enabled",
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyUsage: "ENCRYPT_DECRYPT",
  };
  return { body: { KeyMetadata: { ...defaults, KeyManager: "CUSTOMER", ...metadata } } };
}

/** A bucket whose default is kept as the XML it was given, and one key. */
function bucketWith(initial: string, answers: Partial<Record<string, Answer>> = {}, region = "eu-central-1") {
  let stored = initial;
  return scripted(
    (request) => {
      const name = operationOf(request);
      const answer = answers[name];
      if (answer !== undefined) return answer;
      if (name === "PUT encryption") stored = request.body;
      if (name === "GET encryption") return { body: stored };
      if (name === "DescribeKey") return described({});
      if (name === "ListAliases") return { body: { Aliases: [] } };
      return {};
    },
    { region },
  );
}

function operationOf({ method, query, target }: SentRequest): string {
  const [setting = "bucket"] = Object.keys(query).filter((name) => name !== "x-id");
  return target ?? `${method} ${setting}`;
}

const seen = { seen: toSummary(WAS), confirmed: false };

test("a default is set with the key's full ARN, keeps what is blocked, and is read back", async () => {
  const { aws, requests } = bucketWith(SSE_S3);
  expect(await putBucketEncryption(aws, "reports", DSSE, seen)).toEqual({ ...WAS, default: DSSE });
  const put = requests.find(({ method }) => method === "PUT")?.body;
  expect(put).toContain("<SSEAlgorithm>aws:kms:dsse</SSEAlgorithm>");
  expect(put).toContain(`<KMSMasterKeyID>${ARN}</KMSMasterKeyID>`);
  expect(put).toContain("<BucketKeyEnabled>false</BucketKeyEnabled>");
  expect(put).toContain("<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>");
  expect(requests.map(operationOf).indexOf("DescribeKey")).toBeLessThan(
    requests.map(operationOf).indexOf("PUT encryption"),
  );
});

test("a key whose policy refuses the bucket to everybody is no default, and nothing is written", async () => {
  const elsewhere = {
    Sid: "OnlyTheseBuckets",
    Effect: "Deny",
    Principal: "*",
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Resource: "*",
    Condition: { StringNotLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::other/*" } },
  };
  const GetKeyPolicy = { body: { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [elsewhere] }) } };
  const { aws, requests } = bucketWith(SSE_S3, { GetKeyPolicy });
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject({
    failure: { code: "invalid", message: expect.stringContaining("OnlyTheseBuckets") },
  });
  expect(requests.map(operationOf)).not.toContain("PUT encryption");
});

test("a key whose policy may not be read can be a default", async () => {
  const { aws } = bucketWith(SSE_S3, { GetKeyPolicy: kmsError(400, "AccessDeniedException") });
  expect(await putBucketEncryption(aws, "reports", DSSE, seen)).toEqual({ ...WAS, default: DSSE });
});

test("a bucket key goes with SSE-KMS alone", async () => {
  const { aws, requests } = bucketWith(SSE_S3);
  await putBucketEncryption(aws, "reports", { type: "SSE-KMS", keyId: ARN, bucketKey: true }, seen);
  expect(requests.find(({ method }) => method === "PUT")?.body).toContain("<BucketKeyEnabled>true</BucketKeyEnabled>");
});

test("a default that somebody changed meanwhile is refused with what it is now, and nothing is written", async () => {
  const { aws, requests } = bucketWith(rule("aws:kms", ARN));
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(`then SSE-S3; blocked: SSE-C; now SSE-KMS with ${ARN}`),
  });
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
});

test.for<[string, Answer, object]>([
  ["disabled", described({ KeyState: "Disabled" }), { code: "invalid", message: expect.stringContaining("disabled") }],
  [
    "pending deletion",
    described({ KeyState: "PendingDeletion" }),
    { code: "invalid", message: expect.stringContaining("deletion") },
  ],
  [
    "asymmetric",
    described({ KeySpec: "RSA_2048" }),
    { code: "invalid", message: expect.stringContaining("symmetric") },
  ],
  ["not there", kmsError(400, "NotFoundException"), { code: "invalid", message: expect.stringContaining(ARN) }],
  ["not to be described", kmsError(400, "AccessDeniedException"), { failure: { permission: "kms:DescribeKey" } }],
])("a key that is %s is refused before anything is written", async ([, answer, expected]) => {
  const { aws, requests } = bucketWith(SSE_S3, { DescribeKey: answer });
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject(expected);
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
});

test("an ARN of another account is taken as KMS describes it, though its aliases are hidden", async () => {
  const keyId = ARN.replace("111122223333", "444455556666");
  const { aws, requests } = bucketWith(SSE_S3, {
    DescribeKey: described({ Arn: keyId }),
    ListAliases: kmsError(400, "AccessDeniedException"),
  });
  const set = await putBucketEncryption(aws, "reports", { type: "DSSE-KMS", keyId }, seen);
  expect(set.default).toEqual({ type: "DSSE-KMS", keyId });
  const asked = requests.find(({ target }) => target === "DescribeKey");
  expect(asked?.body).toContain(keyId);
});

test.for<[string, Answer]>([
  ["of another of its services", { body: { Aliases: [{ AliasName: "alias/aws/ebs", TargetKeyId: ID }] } }],
  ["of a service that is not known", kmsError(400, "AccessDeniedException")],
])("AWS's own key %s is refused before anything is written", async ([, aliases]) => {
  const { aws, requests } = bucketWith(SSE_S3, {
    DescribeKey: described({ KeyManager: "AWS" }),
    ListAliases: aliases,
  });
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject({
    failure: { name: "KeyNotUsable", message: expect.stringContaining("AWS manages this key") },
  });
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
});

test("a default of an algorithm that nobody here knows is left only with the typed name", async () => {
  const current: BucketEncryption = { ...WAS, default: { type: "other", algorithm: "aws:fsx" } };
  const { aws, requests } = bucketWith(rule("aws:fsx"));
  await expect(
    putBucketEncryption(aws, "reports", DSSE, { seen: toSummary(current), confirmed: false }),
  ).rejects.toMatchObject({ failure: { name: "NotConfirmed", message: expect.stringContaining("not known") } });
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
});

test("a key of another Region is refused without a request to KMS", async () => {
  const { aws, requests } = bucketWith(SSE_S3);
  const keyId = ARN.replace("eu-central-1", "us-east-1");
  await expect(putBucketEncryption(aws, "reports", { type: "DSSE-KMS", keyId }, seen)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("us-east-1"),
  });
  expect(requests.map(operationOf)).toEqual(["GET encryption"]);
});

test("a weaker default needs the typed name, and says what new objects lose", async () => {
  const current = { default: DSSE, bucketKeyInVain: false, blockedTypes: ["SSE-C"] };
  const { aws, requests } = bucketWith(rule("aws:kms:dsse", ARN));
  const weaker: DefaultEncryption = { type: "SSE-S3" };
  await expect(
    putBucketEncryption(aws, "reports", weaker, { seen: toSummary(current), confirmed: false }),
  ).rejects.toMatchObject({ failure: { name: "NotConfirmed", message: expect.stringContaining("one layer") } });
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
  const confirmed = await putBucketEncryption(aws, "reports", weaker, { seen: toSummary(current), confirmed: true });
  expect(confirmed.default).toEqual(weaker);
});

const NO_REPLICATION = s3Error(404, "ReplicationConfigurationNotFoundError");
const NO_POLICY = s3Error(404, "NoSuchBucketPolicy");
const BUCKETS = {
  body: "<ListAllMyBucketsResult><Buckets><Bucket><Name>payroll</Name><BucketRegion>eu-central-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>",
};
const LOGS_HERE = {
  body: "<BucketLoggingStatus><LoggingEnabled><TargetBucket>reports</TargetBucket><TargetPrefix/></LoggingEnabled></BucketLoggingStatus>",
};
const LEAVING_OUT = {
  body: "<ReplicationConfiguration><Role>r</Role><Rule><ID>ship</ID><Status>Enabled</Status><Destination><Bucket>arn:aws:s3:::copy</Bucket></Destination></Rule></ReplicationConfiguration>",
};
const DEMANDING = {
  body: JSON.stringify({
    Version: "2012-10-17",
    Statement: toDsseStatements({ arn: "arn:aws:s3:::reports", keyArn: ARN.replace(/ab$/, "cd") }, "tolerant"),
  }),
};

test.for<[string, Partial<Record<string, Answer>>, string]>([
  ["the log of another bucket goes there", { "GET logging": LOGS_HERE }, "The access log of payroll goes here."],
  ["replication leaves KMS keys out", { "GET replication": LEAVING_OUT }, "the replication rule ship leaves out"],
  ["the policy demands another key", { "GET policy": DEMANDING }, "DenyWrongKey of the policy refuses"],
])("where %s, a default that breaks it needs the typed name", async ([, answers, reason]) => {
  const clear = { "GET policy": NO_POLICY, "GET replication": NO_REPLICATION, "GET max-buckets": BUCKETS };
  const { aws, requests } = bucketWith(SSE_S3, { ...clear, ...answers });
  const change = putBucketEncryption(aws, "reports", DSSE, seen);
  await expect(change).rejects.toMatchObject({
    failure: { name: "NotConfirmed", message: expect.stringContaining(reason) },
  });
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);

  await putBucketEncryption(aws, "reports", DSSE, { ...seen, confirmed: true });
  expect(requests.filter(({ method }) => method === "PUT")).toHaveLength(1);
});

test("what may not be read of what breaks refuses nothing", async () => {
  const denied = s3Error(403, "AccessDenied");
  const { aws } = bucketWith(SSE_S3, { "GET policy": denied, "GET replication": denied, "GET max-buckets": denied });
  expect((await putBucketEncryption(aws, "reports", DSSE, seen)).default).toEqual(DSSE);
});

test("a default that reads back otherwise is a loud failure", async () => {
  const { aws } = bucketWith(SSE_S3, { "GET encryption": { body: SSE_S3 } });
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject({
    failure: { code: "conflict", name: "ReadBackMismatch" },
  });
});

test("a blocked type that is gone when read back is a loud failure", async () => {
  let asked = 0;
  const { aws } = scripted((request) => {
    const name = operationOf(request);
    if (name === "DescribeKey") return described({});
    if (name !== "GET encryption") return name === "ListAliases" ? { body: { Aliases: [] } } : {};
    asked += 1;
    return { body: asked === 1 ? SSE_S3 : rule("aws:kms:dsse", ARN, "") };
  });
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject({
    failure: { name: "ReadBackMismatch", message: expect.stringContaining("blocked: SSE-C") },
  });
});

test("a refused write names the permission", async () => {
  const { aws } = bucketWith(SSE_S3, { "PUT encryption": s3Error(403, "AccessDenied") });
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject({
    failure: { code: "denied", permission: "s3:PutEncryptionConfiguration" },
  });
});

const FREE = { "HEAD bucket": { status: 404 } };
const ALL_ON =
  "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>";
const READS = {
  "GET publicAccessBlock": { body: ALL_ON },
  "GET versioning": { body: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>" },
};

test("a bucket is made with its default, its public access block and its versioning, in this order", async () => {
  const { aws, requests } = bucketWith(SSE_S3, { ...FREE, ...READS });
  await createBucket(aws, { name: "made-whole", encryption: DSSE, versioning: true });
  expect(requests.filter(({ method }) => method === "PUT").map(operationOf)).toEqual([
    "PUT bucket",
    "PUT encryption",
    "PUT publicAccessBlock",
    "PUT versioning",
  ]);
  expect(requests.find(({ method }) => method === "PUT")?.body).toContain(
    "<LocationConstraint>eu-central-1</LocationConstraint>",
  );
});

test("us-east-1 is not named as a location, and without versioning none is set", async () => {
  const { aws, requests } = bucketWith(SSE_S3, { ...FREE, ...READS }, "us-east-1");
  await createBucket(aws, { name: "made-home", encryption: { type: "SSE-S3" }, versioning: false });
  const puts = requests.filter(({ method }) => method === "PUT");
  expect(puts[0]?.body).toBe("");
  expect(puts.map(operationOf)).not.toContain("PUT versioning");
});

test("a Region that the console does not serve is refused before anything is sent", async () => {
  const { aws, requests } = bucketWith(SSE_S3);
  const made = createBucket(aws.in("sa-east-1"), { name: "elsewhere", encryption: DSSE, versioning: true });
  await expect(made).rejects.toMatchObject({
    failure: { name: "RegionNotServed", hint: expect.stringContaining("eu-central-1") },
  });
  expect(requests).toEqual([]);
});

test("a name that is taken is never made again", async () => {
  const headers = { "x-amz-bucket-region": "us-east-1" };
  for (const status of [200, 403]) {
    const { aws, requests } = bucketWith(SSE_S3, { "HEAD bucket": { status, headers } });
    await expect(
      createBucket(aws, { name: `taken-${status}`, encryption: DSSE, versioning: true }),
    ).rejects.toMatchObject({
      failure: { code: "conflict", message: expect.stringContaining("us-east-1") },
    });
    expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
  }
});

test("a key that S3 cannot use is refused before there is a bucket", async () => {
  const { aws, requests } = bucketWith(SSE_S3, { ...FREE, DescribeKey: described({ KeyState: "Disabled" }) });
  await expect(createBucket(aws, { name: "no-key", encryption: DSSE, versioning: true })).rejects.toMatchObject({
    code: "invalid",
  });
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
});

test("a step that fails says that the bucket exists and what is not set", async () => {
  const { aws, requests } = bucketWith(SSE_S3, {
    ...FREE,
    ...READS,
    "PUT publicAccessBlock": s3Error(403, "AccessDenied", "no"),
  });
  await expect(createBucket(aws, { name: "half-made", encryption: DSSE, versioning: true })).rejects.toMatchObject({
    failure: {
      code: "denied",
      permission: "s3:PutBucketPublicAccessBlock",
      outcome: "partly",
      subject: "half-made",
      message: "no. The bucket half-made exists. Not set, or not read back: Block Public Access, versioning.",
    },
  });
  expect(requests.map(operationOf)).not.toContain("PUT versioning");
});

const LOST = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

test("a default whose answer was lost is done where AWS reads it back as asked", async () => {
  let stored = SSE_S3;
  const { aws } = scripted((request) => {
    if (request.method === "PUT") {
      stored = request.body;
      return LOST;
    }
    return request.target === null ? { body: stored } : described({});
  });
  expect(await putBucketEncryption(aws, "reports", DSSE, seen)).toMatchObject({ default: DSSE });
});

test("a default whose answer was lost is not known to be changed where AWS still reads the old one", async () => {
  const { aws } = bucketWith(SSE_S3, { "PUT encryption": LOST });
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject({
    failure: { outcome: "unknown", operation: "PutBucketEncryption", message: expect.stringContaining("Read since") },
  });
});

test("a default that was taken and cannot be read back is said to be taken", async () => {
  let taken = false;
  const { aws } = scripted((request) => {
    if (request.method === "PUT") {
      taken = true;
      return {};
    }
    if (request.target !== null) return described({});
    return taken ? s3Error(403, "AccessDenied") : { body: SSE_S3 };
  });
  await expect(putBucketEncryption(aws, "reports", DSSE, seen)).rejects.toMatchObject({
    failure: { outcome: "accepted", permission: "s3:GetEncryptionConfiguration" },
  });
});

test("a bucket whose answer was lost is looked for, and completed where it is there", async () => {
  let made = false;
  let stored = "";
  const { aws, requests } = scripted((request) => {
    switch (operationOf(request)) {
      case "HEAD bucket":
        return { status: made ? 200 : 404, headers: { "x-amz-bucket-region": "eu-central-1" } };
      case "PUT bucket":
        made = true;
        return LOST;
      case "PUT encryption":
        stored = request.body;
        return {};
      case "GET encryption":
        return { body: stored };
      case "GET publicAccessBlock":
        return { body: ALL_ON };
      default:
        return request.target === null ? {} : described({});
    }
  });
  await createBucket(aws, { name: "answer-lost", encryption: DSSE, versioning: false });
  expect(requests.map(operationOf)).toContain("PUT publicAccessBlock");
});

test("a bucket that is not there after a lost answer may still be made", async () => {
  const { aws } = bucketWith(SSE_S3, { ...FREE, "PUT bucket": LOST });
  await expect(createBucket(aws, { name: "not-there", encryption: DSSE, versioning: false })).rejects.toMatchObject({
    failure: { outcome: "unknown", subject: "not-there", hint: expect.stringContaining("may have been done") },
  });
});

test("a refused CreateBucket names the permission", async () => {
  const { aws } = bucketWith(SSE_S3, { ...FREE, "PUT bucket": s3Error(403, "AccessDenied") });
  await expect(createBucket(aws, { name: "refused", encryption: DSSE, versioning: true })).rejects.toMatchObject({
    failure: { code: "denied", permission: "s3:CreateBucket" },
  });
});
