import { expect, test } from "vitest";
import { type Answer, s3Error, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { toWrittenStatements } from "./policy-merge.ts";
import { changeBucketPolicy, prepareChange } from "./policy-write.ts";

const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const KEY = `arn:aws:kms:eu-central-1:111122223333:key/${ID}`;
const OTHER =
  '{"Sid":"Other","Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/a"}';
const POLICY = `{"Version":"2012-10-17","Id":"kept","Statement":[${OTHER}]}`;

function rule(algorithm: string, keyId: string | null): string {
  const key = keyId === null ? "" : `<KMSMasterKeyID>${keyId}</KMSMasterKeyID>`;
  return `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>${algorithm}</SSEAlgorithm>${key}</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;
}

type World = { policy: string | null; encryption: string };

/** A bucket that keeps the policy that it is given. `answers` go before it. */
function bucketWith(world: World, answers: Partial<Record<string, Answer>> = {}) {
  return scripted((request) => {
    const name = operationOf(request);
    const answer = answers[name];
    if (answer !== undefined) return answer;
    if (name === "PUT policy") world.policy = request.body;
    if (name === "DELETE policy") world.policy = null;
    if (name === "GET policy")
      return world.policy === null ? s3Error(404, "NoSuchBucketPolicy") : { body: world.policy };
    if (name === "GET encryption") return { body: world.encryption };
    if (name === "ListAliases") return { body: { Aliases: [] } };
    if (name !== "DescribeKey") return {};
    const spec = { KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT", KeyManager: "CUSTOMER" };
    return { body: { KeyMetadata: { KeyId: ID, Arn: KEY, KeyState: "Enabled", ...spec } } };
  });
}

function operationOf({ method, query, target }: SentRequest): string {
  return target ?? `${method} ${Object.keys(query).find((name) => name !== "x-id") ?? ""}`;
}

function writesOf(requests: SentRequest[]): string[] {
  return requests.filter(({ method, target }) => method !== "GET" && target === null).map(operationOf);
}

const dsse = (policy: string | null = POLICY): World => ({ policy, encryption: rule("aws:kms:dsse", KEY) });
const agreed = { consented: true, confirmed: true };
const bare = { consented: false, confirmed: false };

test("DSSE-KMS is demanded under the default's key, beside what stood there, and read back", async () => {
  const { aws, requests } = bucketWith(dsse());
  const { seen } = await prepareChange(aws, "reports", "dsse-tolerant");
  const found = await changeBucketPolicy(aws, "reports", "dsse-tolerant", { seen, ...bare });
  expect(writesOf(requests)).toEqual(["PUT policy"]);
  const statements = toWrittenStatements(found ?? "") ?? [];
  expect(statements.map(({ text }) => text)[0]).toBe(OTHER);
  expect(statements).toHaveLength(5);
  expect(found).toContain(`"s3:x-amz-server-side-encryption-aws-kms-key-id":"${KEY}"`);
  expect(found).toContain('"Id":"kept"');
});

test("a default that names its key otherwise is demanded by the ARN that KMS tells", async () => {
  const { aws } = bucketWith({ policy: null, encryption: rule("aws:kms:dsse", ID) });
  expect((await prepareChange(aws, "reports", "dsse-strict")).after).toContain(`"${KEY}"`);
});

test("TLS asks nothing of the default", async () => {
  const { aws, requests } = bucketWith(dsse(null), { "GET encryption": s3Error(403, "AccessDenied") });
  const { seen } = await prepareChange(aws, "reports", "tls-on");
  await changeBucketPolicy(aws, "reports", "tls-on", { seen, ...bare });
  expect(writesOf(requests)).toEqual(["PUT policy"]);
});

test("the last statement taken out deletes the policy, and only with the typed name", async () => {
  const world = dsse(null);
  const { aws, requests } = bucketWith(world);
  const put = await prepareChange(aws, "reports", "dsse-tolerant");
  await changeBucketPolicy(aws, "reports", "dsse-tolerant", { seen: put.seen, ...bare });
  const { seen } = await prepareChange(aws, "reports", "dsse-off");
  await expect(changeBucketPolicy(aws, "reports", "dsse-off", { seen, ...bare })).rejects.toMatchObject({
    failure: { name: "NotConfirmed", hint: expect.stringContaining("reports") },
  });
  expect(writesOf(requests)).toEqual(["PUT policy"]);
  expect(await changeBucketPolicy(aws, "reports", "dsse-off", { seen, ...agreed })).toBeNull();
  expect(writesOf(requests)).toEqual(["PUT policy", "DELETE policy"]);
});

test("a policy that somebody changed meanwhile is left alone", async () => {
  const world = dsse();
  const { aws, requests } = bucketWith(world);
  const { seen } = await prepareChange(aws, "reports", "dsse-tolerant");
  world.policy = POLICY.replace("Other", "Another");
  await expect(changeBucketPolicy(aws, "reports", "dsse-tolerant", { seen, ...agreed })).rejects.toMatchObject({
    failure: { name: "ChangedMeanwhile", message: expect.stringContaining("the policy of reports") },
  });
  expect(writesOf(requests)).toEqual([]);
});

test("a default that somebody changed meanwhile makes other statements, so nothing is written", async () => {
  const world = dsse();
  const { aws, requests } = bucketWith(world);
  const { seen } = await prepareChange(aws, "reports", "dsse-tolerant");
  world.encryption = rule("AES256", null);
  await expect(changeBucketPolicy(aws, "reports", "dsse-tolerant", { seen, ...agreed })).rejects.toMatchObject({
    failure: { name: "ChangedMeanwhile", message: expect.stringContaining("the default encryption of reports") },
  });
  expect(writesOf(requests)).toEqual([]);
});

test("somebody else's statement under one of the Sids goes only with consent", async () => {
  const { aws, requests } = bucketWith(dsse(POLICY.replace('"Other"', '"DenySseC"')));
  const { seen, foreign } = await prepareChange(aws, "reports", "dsse-tolerant");
  expect(foreign).toHaveLength(1);
  const change = (consented: boolean) =>
    changeBucketPolicy(aws, "reports", "dsse-tolerant", { seen, consented, confirmed: true });
  await expect(change(false)).rejects.toMatchObject({ code: "invalid" });
  expect(writesOf(requests)).toEqual([]);
  expect(await change(true)).not.toContain("s3:GetObject");
});

test.for<["dsse-tolerant" | "dsse-off", string, string]>([
  ["dsse-tolerant", "PUT policy", "s3:PutBucketPolicy"],
  ["dsse-off", "DELETE policy", "s3:DeleteBucketPolicy"],
])("a refused %s names the permission", async ([change, operation, permission]) => {
  const world = dsse(null);
  const { aws } = bucketWith(world, { [operation]: s3Error(403, "AccessDenied") });
  if (change === "dsse-off") world.policy = (await prepareChange(aws, "reports", "dsse-tolerant")).after;
  const { seen } = await prepareChange(aws, "reports", change);
  await expect(changeBucketPolicy(aws, "reports", change, { seen, ...agreed })).rejects.toMatchObject({
    failure: { code: "denied", permission },
  });
});

test("a policy that may not be read is not changed", async () => {
  const { aws } = bucketWith(dsse(), { "GET policy": s3Error(403, "AccessDenied") });
  await expect(prepareChange(aws, "reports", "tls-on")).rejects.toMatchObject({
    failure: { permission: "s3:GetBucketPolicy" },
  });
});

test("a malformed policy is not changed", async () => {
  const { aws } = bucketWith(dsse("[]"));
  await expect(prepareChange(aws, "reports", "tls-on")).rejects.toMatchObject({ code: "invalid" });
});

test("a policy that reads back otherwise is a loud failure", async () => {
  const { aws } = bucketWith(dsse(), { "PUT policy": {} });
  const { seen } = await prepareChange(aws, "reports", "tls-on");
  await expect(changeBucketPolicy(aws, "reports", "tls-on", { seen, ...agreed })).rejects.toMatchObject({
    failure: { code: "conflict", name: "ReadBackMismatch" },
  });
});

test("what stands there already is not sent again", async () => {
  const { aws, requests } = bucketWith(dsse());
  const first = await prepareChange(aws, "reports", "tls-on");
  await changeBucketPolicy(aws, "reports", "tls-on", { seen: first.seen, ...bare });
  const { seen } = await prepareChange(aws, "reports", "tls-on");
  await changeBucketPolicy(aws, "reports", "tls-on", { seen, ...bare });
  expect(writesOf(requests)).toEqual(["PUT policy"]);
});

test("what leaves nothing that can be uploaded takes the typed name", async () => {
  const scanner = POLICY.replace(
    OTHER,
    '{"Sid":"Scanner","Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":["AES256","aws:kms"]}}}',
  );
  const { aws, requests } = bucketWith(dsse(scanner));
  const { seen, breaking } = await prepareChange(aws, "reports", "dsse-tolerant");
  expect(breaking).toMatchObject({ all: true });
  await expect(changeBucketPolicy(aws, "reports", "dsse-tolerant", { seen, ...bare })).rejects.toMatchObject({
    failure: { name: "NotConfirmed", message: expect.stringContaining("Scanner refuses uploads") },
  });
  expect(writesOf(requests)).toEqual([]);
  await changeBucketPolicy(aws, "reports", "dsse-tolerant", { seen, ...agreed });
  expect(writesOf(requests)).toEqual(["PUT policy"]);
});
