import { expect, test } from "vitest";
import { type Answer, s3Error, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { planBuckets } from "./plan-buckets.ts";

const REGION = "eu-central-1";
const ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ASKED = { change: "default", key: { arn: ARN, region: REGION, awsManaged: false } } as const;

const rule = (algorithm: string, keyId = "") =>
  `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>${algorithm}</SSEAlgorithm>${keyId}</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;
const SSE_S3 = { body: rule("AES256") };
const DSSE = { body: rule("aws:kms:dsse", `<KMSMasterKeyID>${ARN.replace(/ab$/, "cd")}</KMSMasterKeyID>`) };

/** An account with these buckets, which answer so by "name setting". */
function accountWith(names: string[], given: Record<string, Answer> = {}) {
  const answers: Record<string, Answer> = {
    encryption: SSE_S3,
    policy: s3Error(404, "NoSuchBucketPolicy"),
    replication: s3Error(404, "ReplicationConfigurationNotFoundError"),
    logging: { body: "<BucketLoggingStatus/>" },
    head: { headers: { "x-amz-bucket-region": REGION } },
    list: {
      body: `<ListAllMyBucketsResult><Buckets>${names
        .map((name) => `<Bucket><Name>${name}</Name><BucketRegion>${REGION}</BucketRegion></Bucket>`)
        .join("")}</Buckets></ListAllMyBucketsResult>`,
    },
  };
  return scripted((request) => {
    const setting = settingOf(request);
    const name = names.find((one) => request.hostname.startsWith(`${one}.`)) ?? "";
    return given[`${name} ${setting}`] ?? given[setting] ?? answers[setting] ?? {};
  });
}

function settingOf({ method, query }: SentRequest): string {
  if (method === "HEAD") return "head";
  return ["encryption", "policy", "replication", "logging"].find((one) => Object.hasOwn(query, one)) ?? "list";
}

const countOf = (requests: SentRequest[], setting: string) =>
  requests.filter((request) => settingOf(request) === setting).length;

test("where the logs go is read once for a plan of many, and each bucket is asked what it alone knows", async () => {
  const names = Array.from({ length: 40 }, (_, index) => `many-${index}-x`);
  const { aws, requests } = accountWith(names);
  const planned = await planBuckets(aws, names, ASKED);
  expect(planned.map(({ step }) => step.status)).toEqual(names.map(() => "change"));
  expect(countOf(requests, "list")).toBe(1);
  for (const setting of ["logging", "encryption", "policy", "replication"]) expect(countOf(requests, setting)).toBe(40);
});

test("buckets that have a key already are not asked for logs and replication", async () => {
  const names = ["keyed-a", "keyed-b"];
  const { aws, requests } = accountWith(names, { encryption: DSSE });
  const planned = await planBuckets(aws, names, ASKED);
  expect(planned.map(({ step }) => step.status)).toEqual(["change", "change"]);
  expect(["list", "logging", "replication"].map((setting) => countOf(requests, setting))).toEqual([0, 0, 0]);
  expect(countOf(requests, "policy")).toBe(2);
});

test("what breaks is left out, and what may not be read goes along as not known", async () => {
  const logTo = "<LoggingEnabled><TargetBucket>harmed-logs</TargetBucket><TargetPrefix/></LoggingEnabled>";
  const { aws } = accountWith(["harmed-logs", "harmed-a"], {
    "harmed-a logging": { body: `<BucketLoggingStatus>${logTo}</BucketLoggingStatus>` },
    "harmed-a policy": s3Error(403, "AccessDenied"),
  });
  expect(await planBuckets(aws, ["harmed-logs", "harmed-a"], ASKED)).toMatchObject([
    { step: { status: "skipped", reason: expect.stringContaining("The access log of harmed-a goes here.") } },
    { step: { status: "change", notKnown: [expect.stringContaining("needs s3:GetBucketPolicy")] } },
  ]);
});
