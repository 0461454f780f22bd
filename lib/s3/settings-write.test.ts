import { expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { type Answer, s3Error, type SentRequest, scripted } from "#lib/aws/testing.ts";
import { type EncryptionRule, ruleText } from "./blocked-types.ts";
import { putSseCBlocking } from "./blocked-types-write.ts";
import { consoleRule, type CorsRule, corsText, fromCorsRule } from "./cors.ts";
import { putConsoleOrigin } from "./cors-write.ts";
import { loggingInWords } from "./logging.ts";
import { putLogging } from "./logging-write.ts";
import { putOwnership } from "./ownership-write.ts";
import { ALL_BLOCKED, NOTHING_BLOCKED, publicAccessInWords } from "./public-access.ts";
import { putAccountPublicAccess, putPublicAccess } from "./public-access-write.ts";
import type { Decision } from "./setting-change.ts";
import { putBucketTags } from "./tags-write.ts";
import { putVersioning } from "./versioning-write.ts";
import { toTagText } from "#lib/aws/tag-text.ts";

const BUCKET = "reports";
const ACCOUNT = "111122223333";
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const RULE: EncryptionRule = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: KEY },
  BucketKeyEnabled: true,
  BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
};
const ruleXml = (type: string) =>
  `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms:dsse</SSEAlgorithm><KMSMasterKeyID>${KEY}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled><BlockedEncryptionTypes><EncryptionType>${type}</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>`;

const block = (on: boolean) =>
  `<PublicAccessBlockConfiguration><BlockPublicAcls>${on}</BlockPublicAcls><IgnorePublicAcls>${on}</IgnorePublicAcls><BlockPublicPolicy>${on}</BlockPublicPolicy><RestrictPublicBuckets>${on}</RestrictPublicBuckets></PublicAccessBlockConfiguration>`;

const ownership = (rule: string) =>
  `<OwnershipControls><Rule><ObjectOwnership>${rule}</ObjectOwnership></Rule></OwnershipControls>`;

const LOG = { targetBucket: "logs", prefix: "a/", partitionedBy: "EventTime" as const };
const LOG_XML =
  "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix>a/</TargetPrefix><TargetObjectKeyFormat><PartitionedPrefix><PartitionDateSource>EventTime</PartitionDateSource></PartitionedPrefix></TargetObjectKeyFormat></LoggingEnabled></BucketLoggingStatus>";

const tagging = (tags: Record<string, string>) =>
  `<Tagging><TagSet>${Object.entries(tags)
    .map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`)
    .join("")}</TagSet></Tagging>`;

const THEIRS: CorsRule = fromCorsRule({ ID: "theirs", AllowedMethods: ["GET"], AllowedOrigins: ["*"] });
const ORIGIN = "https://twofold.example";

function corsXml(rules: CorsRule[]): string {
  const list = (name: string, values: string[]) => values.map((value) => `<${name}>${value}</${name}>`).join("");
  const texts = rules.map(
    ({ id, origins, methods, headers, exposed, maxAgeSeconds }) =>
      `<CORSRule><ID>${id}</ID>${list("AllowedOrigin", origins)}${list("AllowedMethod", methods)}${list("AllowedHeader", headers)}${list("ExposeHeader", exposed)}${maxAgeSeconds === null ? "" : `<MaxAgeSeconds>${maxAgeSeconds}</MaxAgeSeconds>`}</CORSRule>`,
  );
  return `<CORSConfiguration>${texts.join("")}</CORSConfiguration>`;
}

/** A setting that is changed from `before` to `after`, as S3 answers both. */
type Case = {
  /** As operationOf says it. */
  put: string;
  get: string;
  permission: string;
  seen: string;
  before: string;
  after: string;
  run: (aws: Aws, decision: Decision) => Promise<unknown>;
};

const CASES: Record<string, Case> = {
  "SSE-C blocked": {
    put: "PUT encryption",
    get: "GET encryption",
    permission: "s3:PutEncryptionConfiguration",
    seen: ruleText({ ...RULE, BlockedEncryptionTypes: { EncryptionType: ["NONE"] } }),
    before: ruleXml("NONE"),
    after: ruleXml("SSE-C"),
    run: (aws, decision) => putSseCBlocking(aws, BUCKET, true, decision),
  },
  "SSE-C taken": {
    put: "PUT encryption",
    get: "GET encryption",
    permission: "s3:PutEncryptionConfiguration",
    seen: ruleText(RULE),
    before: ruleXml("SSE-C"),
    after: ruleXml("NONE"),
    run: (aws, decision) => putSseCBlocking(aws, BUCKET, false, decision),
  },
  "versioning on": {
    put: "PUT versioning",
    get: "GET versioning",
    permission: "s3:PutBucketVersioning",
    seen: "never",
    before: "<VersioningConfiguration/>",
    after: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    run: (aws, decision) => putVersioning(aws, BUCKET, "enabled", decision),
  },
  "versioning suspended": {
    put: "PUT versioning",
    get: "GET versioning",
    permission: "s3:PutBucketVersioning",
    seen: "enabled",
    before: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    after: "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>",
    run: (aws, decision) => putVersioning(aws, BUCKET, "suspended", decision),
  },
  "public access blocked": {
    put: "PUT publicAccessBlock",
    get: "GET publicAccessBlock",
    permission: "s3:PutBucketPublicAccessBlock",
    seen: publicAccessInWords(NOTHING_BLOCKED),
    before: block(false),
    after: block(true),
    run: (aws, decision) => putPublicAccess(aws, BUCKET, ALL_BLOCKED, decision),
  },
  "public access no longer blocked": {
    put: "PUT publicAccessBlock",
    get: "GET publicAccessBlock",
    permission: "s3:PutBucketPublicAccessBlock",
    seen: publicAccessInWords(ALL_BLOCKED),
    before: block(true),
    after: block(false),
    run: (aws, decision) => putPublicAccess(aws, BUCKET, NOTHING_BLOCKED, decision),
  },
  "public access of the account no longer blocked": {
    put: "PUT account",
    get: "GET account",
    permission: "s3:PutAccountPublicAccessBlock",
    seen: publicAccessInWords(ALL_BLOCKED),
    before: block(true),
    after: block(false),
    run: (aws, { seen, confirmed }) =>
      putAccountPublicAccess(aws, NOTHING_BLOCKED, { seen, confirmation: confirmed ? ACCOUNT : BUCKET }),
  },
  "ownership enforced": {
    put: "PUT ownershipControls",
    get: "GET ownershipControls",
    permission: "s3:PutBucketOwnershipControls",
    seen: "ObjectWriter",
    before: ownership("ObjectWriter"),
    after: ownership("BucketOwnerEnforced"),
    run: (aws, decision) => putOwnership(aws, BUCKET, "BucketOwnerEnforced", decision),
  },
  "ownership no longer enforced": {
    put: "PUT ownershipControls",
    get: "GET ownershipControls",
    permission: "s3:PutBucketOwnershipControls",
    seen: "BucketOwnerEnforced",
    before: ownership("BucketOwnerEnforced"),
    after: ownership("BucketOwnerPreferred"),
    run: (aws, decision) => putOwnership(aws, BUCKET, "BucketOwnerPreferred", decision),
  },
  "the log on": {
    put: "PUT logging",
    get: "GET logging",
    permission: "s3:PutBucketLogging",
    seen: "off",
    before: "<BucketLoggingStatus/>",
    after: LOG_XML,
    run: (aws, decision) => putLogging(aws, BUCKET, LOG, decision),
  },
  "the log off": {
    put: "PUT logging",
    get: "GET logging",
    permission: "s3:PutBucketLogging",
    seen: loggingInWords({ ...LOG, grants: [] }),
    before: LOG_XML,
    after: "<BucketLoggingStatus/>",
    run: (aws, decision) => putLogging(aws, BUCKET, null, decision),
  },
  tags: {
    put: "PUT tagging",
    get: "GET tagging",
    permission: "s3:PutBucketTagging",
    seen: toTagText([
      { key: "aws:owner", value: "x" },
      { key: "team", value: "a" },
    ]),
    before: tagging({ "aws:owner": "x", team: "a" }),
    after: tagging({ "aws:owner": "x", team: "b" }),
    run: (aws, decision) => putBucketTags(aws, BUCKET, [{ key: "team", value: "b" }], decision),
  },
  "no tags": {
    put: "DELETE tagging",
    get: "GET tagging",
    permission: "s3:PutBucketTagging",
    seen: toTagText([{ key: "team", value: "a" }]),
    before: tagging({ team: "a" }),
    after: tagging({}),
    run: (aws, decision) => putBucketTags(aws, BUCKET, [], decision),
  },
  "the console’s origin": {
    put: "PUT cors",
    get: "GET cors",
    permission: "s3:PutBucketCORS",
    seen: corsText([THEIRS]),
    before: corsXml([THEIRS]),
    after: corsXml([THEIRS, consoleRule(ORIGIN)]),
    run: (aws, decision) => putConsoleOrigin(aws, BUCKET, ORIGIN, decision),
  },
  "no rule left": {
    put: "DELETE cors",
    get: "GET cors",
    permission: "s3:PutBucketCORS",
    seen: corsText([consoleRule(ORIGIN)]),
    before: corsXml([consoleRule(ORIGIN)]),
    after: "",
    run: (aws, decision) => putConsoleOrigin(aws, BUCKET, null, decision),
  },
};

const WEAKER = Object.keys(CASES).filter((name) => /taken|suspended|no longer|log off/.test(name));

/** A bucket whose setting is as `before` until it is written. */
function bucketWith({ put, get, before, after }: Case, answers: Record<string, Answer> = {}) {
  let stored = before;
  return scripted((request) => {
    const name = operationOf(request);
    const answer = answers[name];
    if (answer !== undefined) return answer;
    if (name === put) stored = after;
    if (name === get) return stored === "" ? s3Error(404, "NoSuchCORSConfiguration") : { body: stored };
    if (name === "GET object-lock") return s3Error(404, "ObjectLockConfigurationNotFoundError");
    if (name === "GET policy") return s3Error(404, "NoSuchBucketPolicy");
    if (name === "GET encryption")
      return { body: ruleXml("SSE-C").replace(/aws:kms:dsse.*?<\/KMSM.*?>/, "AES256</SSEAlgorithm>") };
    if (name === "HEAD bucket") return { headers: { "x-amz-bucket-region": "eu-central-1" } };
    if (request.body.includes("GetCallerIdentity")) {
      return {
        body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:root</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      };
    }
    return {};
  });
}

function operationOf({ method, query, path }: SentRequest): string {
  if (path.startsWith("/v20180820/")) return `${method} account`;
  const [setting = "bucket"] = Object.keys(query).filter((name) => name !== "x-id");
  return `${method} ${setting}`;
}

const changesOf = (requests: SentRequest[]) => requests.map(operationOf).filter((name) => /^(PUT|DELETE)/.test(name));

test.for(Object.entries(CASES))("%s is sent once and read back", async ([, one]) => {
  const { aws, requests } = bucketWith(one);
  await one.run(aws, { seen: one.seen, confirmed: true });
  expect(changesOf(requests)).toEqual([one.put]);
  expect(requests.map(operationOf).at(-1)).toBe(one.get);
});

test.for(Object.entries(CASES))("%s that is refused names the permission", async ([, one]) => {
  const { aws } = bucketWith(one, { [one.put]: s3Error(403, "AccessDenied", "no") });
  await expect(one.run(aws, { seen: one.seen, confirmed: true })).rejects.toMatchObject({
    failure: { code: "denied", permission: one.permission },
  });
});

test.for(Object.entries(CASES))("%s is not sent over what somebody else changed meanwhile", async ([, one]) => {
  const { aws, requests } = bucketWith(one);
  await expect(one.run(aws, { seen: "something else", confirmed: true })).rejects.toMatchObject({
    failure: { name: "ChangedMeanwhile" },
  });
  expect(changesOf(requests)).toEqual([]);
});

test.for(Object.entries(CASES))("%s that reads back otherwise is a failure", async ([, one]) => {
  const { aws } = bucketWith({ ...one, after: one.before });
  await expect(one.run(aws, { seen: one.seen, confirmed: true })).rejects.toMatchObject({
    failure: { name: "ReadBackMismatch" },
  });
});

test.for(Object.entries(CASES))("%s is sent unconfirmed only where nothing is lost", async ([name, one]) => {
  const { aws, requests } = bucketWith(one);
  const result = await one.run(aws, { seen: one.seen, confirmed: false }).then(
    () => "done",
    (error: unknown) => (error instanceof Error ? error.message : ""),
  );
  expect(result.includes("NotConfirmed")).toBe(WEAKER.includes(name));
  expect(changesOf(requests)).toEqual(WEAKER.includes(name) ? [] : [one.put]);
});

test("there is a weaker form of each setting that has one", () => {
  expect(WEAKER).toHaveLength(6);
});

test("SSE-C is blocked in the rule that was there: default, key and bucket key are sent as they were", async () => {
  const one = CASES["SSE-C blocked"];
  if (one === undefined) throw new Error("no case");
  const { aws, requests } = bucketWith(one);
  await one.run(aws, { seen: one.seen, confirmed: false });
  const { body = "" } = requests.find((request) => operationOf(request) === one.put) ?? {};
  expect(body).toContain(`<KMSMasterKeyID>${KEY}</KMSMasterKeyID>`);
  expect(body).toContain("<SSEAlgorithm>aws:kms:dsse</SSEAlgorithm>");
  expect(body).toContain("<BucketKeyEnabled>true</BucketKeyEnabled>");
  expect(body).toContain("<EncryptionType>SSE-C</EncryptionType>");
});

test("tags of AWS’s own are sent along, and none of theirs is lost with a CORS rule of ours", async () => {
  const bodyOf = async (one: Case | undefined) => {
    if (one === undefined) throw new Error("no case");
    const { aws, requests } = bucketWith(one);
    await one.run(aws, { seen: one.seen, confirmed: false });
    return requests.find((request) => operationOf(request) === one.put)?.body;
  };
  expect(await bodyOf(CASES.tags)).toContain("<Key>aws:owner</Key><Value>x</Value>");
  expect(await bodyOf(CASES["the console’s origin"])).toContain("<ID>theirs</ID>");
});

test("a rule without a default is not sent", async () => {
  const one: Case = {
    put: "PUT encryption",
    get: "GET encryption",
    permission: "",
    seen: ruleText({}),
    before:
      "<ServerSideEncryptionConfiguration><Rule><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>",
    after: "",
    run: (aws, decision) => putSseCBlocking(aws, BUCKET, true, decision),
  };
  const { aws, requests } = bucketWith(one);
  await expect(one.run(aws, { seen: one.seen, confirmed: true })).rejects.toMatchObject({
    failure: { name: "DefaultNotSaid" },
  });
  expect(changesOf(requests)).toEqual([]);
});

test.for<[string, Record<string, Answer>, RegExp]>([
  [
    "in another Region",
    { "HEAD bucket": { headers: { "x-amz-bucket-region": "us-east-1" } } },
    /Same Region: It is in us-east-1/,
  ],
  ["under DSSE-KMS", { "GET encryption": { body: ruleXml("SSE-C") } }, /Its default is DSSE-KMS/],
  [
    "that holds its objects",
    {
      "GET object-lock": {
        body: "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>",
      },
    },
    /holds every new object/,
  ],
  ["that does not exist", { "HEAD bucket": { status: 404 } }, /does not exist/],
])("a log is not sent to a target %s", async ([, answers, message]) => {
  const one = CASES["the log on"];
  if (one === undefined) throw new Error("no case");
  const { aws, requests } = bucketWith(one, answers);
  await expect(one.run(aws, { seen: one.seen, confirmed: true })).rejects.toMatchObject({
    failure: { name: "LogTargetNotUsable", message: expect.stringMatching(message) },
  });
  expect(changesOf(requests)).toEqual([]);
});

test("a target that may not be looked into is left to S3", async () => {
  const one = CASES["the log on"];
  if (one === undefined) throw new Error("no case");
  const denied = s3Error(403, "AccessDenied");
  const { aws, requests } = bucketWith(one, {
    "GET encryption": denied,
    "GET object-lock": denied,
    "GET policy": denied,
  });
  await one.run(aws, { seen: one.seen, confirmed: true });
  expect(changesOf(requests)).toEqual([one.put]);
});

test("the tags of a bucket under ABAC are not sent", async () => {
  const one = CASES.tags;
  if (one === undefined) throw new Error("no case");
  const { aws, requests } = bucketWith(one, {
    "GET abac": { body: "<AbacStatus><Status>Enabled</Status></AbacStatus>" },
  });
  await expect(one.run(aws, { seen: one.seen, confirmed: true })).rejects.toMatchObject({
    failure: { name: "AbacEnabled" },
  });
  expect(changesOf(requests)).toEqual([]);
});
