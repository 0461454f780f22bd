import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import type { Destination } from "#lib/s3/destination.ts";
import { fromRule } from "#lib/s3/encryption.ts";
import { type BucketSettings, toKeyUses, USE_KINDS } from "./key-use.ts";

const REGION = "eu-central-1";
const KEY = {
  arn: `arn:aws:kms:${REGION}:000000000000:key/11111111-2222-3333-4444-555555555555`,
  keyId: "11111111-2222-3333-4444-555555555555",
  region: REGION,
  accountId: "000000000000",
  aliases: ["alias/records"],
};
const MANAGED = { ...KEY, aliases: ["alias/aws/s3"] };
const OTHER = KEY.arn.replaceAll("1", "9");

const ok = <T>(value: T): Result<T> => ({ ok: true, value });
const refused = (permission: string): Result<never> => {
  const failure: Failure = {
    code: "denied",
    service: "S3",
    operation: "Get",
    name: "AccessDenied",
    message: "no",
    permission,
    hint: "",
    requestId: null,
  };
  return { ok: false, failure };
};

function encryption(algorithm: "aws:kms" | "aws:kms:dsse" | "AES256", keyId?: string) {
  return ok(fromRule({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId } }));
}

/** A bucket on which nothing depends, but for what is given. */
function settings(changed: Partial<BucketSettings> = {}, name = "records", region = REGION): BucketSettings {
  return {
    bucket: { name, region, createdAt: null },
    encryption: encryption("AES256"),
    policy: ok(null),
    replicas: ok([]),
    inventories: ok([]),
    logs: ok(null),
    ...changed,
  };
}

const to = (keyId: string | null, more: Partial<Destination> = {}): Destination => ({
  id: "all",
  bucket: "reports",
  keyId,
  enabled: true,
  ...more,
});

const demand = (Effect: "Allow" | "Deny", operator: string, value: string | string[], more: object = {}) =>
  ok(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Sid: "OnlyOurKey",
        Effect,
        Principal: "*",
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::records/*",
        Condition: { [operator]: { "s3:x-amz-server-side-encryption-aws-kms-key-id": value } },
        ...more,
      },
    }),
  );

test("a bucket that names no key does not depend on one", () => {
  const { uses, unknown, read } = toKeyUses(KEY, [settings()]);
  expect({ uses, unknown }).toEqual({ uses: [], unknown: [] });
  expect(read).toEqual({ default: 1, policy: 1, replicas: 1, inventory: 1, logs: 1 });
});

test.for([
  [KEY.keyId, "key id"],
  [KEY.arn, "key ARN"],
  ["alias/records", "alias"],
  [`arn:aws:kms:${REGION}:000000000000:alias/records`, "alias ARN"],
])("a default of %s depends on the key, by its %s", ([keyId, spelling]) => {
  for (const algorithm of ["aws:kms", "aws:kms:dsse"] as const) {
    const { uses } = toKeyUses(KEY, [settings({ encryption: encryption(algorithm, keyId) })]);
    expect(uses).toMatchObject([{ kind: "default", detail: expect.stringMatching(new RegExp(`by ${spelling}$`)) }]);
  }
});

test("a default without a key depends on aws/s3, and on no other", () => {
  const all = [settings({ encryption: encryption("aws:kms:dsse") }), settings({ encryption: encryption("aws:kms") })];
  expect(toKeyUses(MANAGED, all).uses).toHaveLength(2);
  expect(toKeyUses(KEY, all).uses).toEqual([]);
  expect(toKeyUses(MANAGED, [settings()]).uses).toEqual([]);
});

test.for<[string, Result<string>, boolean]>([
  ["refuses what is not the key", demand("Deny", "StringNotEquals", KEY.arn), true],
  ["refuses what is not like the key", demand("Deny", "StringNotLikeIfExists", "*555555555555"), true],
  ["allows the key only", demand("Allow", "StringEquals", KEY.arn), true],
  ["refuses the key", demand("Deny", "StringEquals", KEY.arn), false],
  ["refuses what is not another key", demand("Deny", "StringNotEquals", OTHER), false],
  ["refuses uploads without a key", demand("Deny", "Null", "true"), false],
  [
    "refuses reading what is not under the key",
    demand("Deny", "StringNotEquals", KEY.arn, { Action: "s3:GetObject" }),
    false,
  ],
  ["is about another bucket", demand("Deny", "StringNotEquals", KEY.arn, { Resource: "arn:aws:s3:::other/*" }), false],
])("a policy that %s", ([, policy, depends]) => {
  const { uses } = toKeyUses(KEY, [settings({ policy })]);
  expect(uses.map(({ kind }) => kind)).toEqual(depends ? ["policy"] : []);
});

test("a policy that lets other keys in as well says so", () => {
  const details = (value: string | string[]) =>
    toKeyUses(KEY, [settings({ policy: demand("Deny", "StringNotEquals", value) })]).uses.map(({ detail }) => detail);
  expect(details(KEY.arn)).toEqual(["OnlyOurKey refuses uploads that name any other key"]);
  expect(details([KEY.arn, OTHER])).toEqual(["OnlyOurKey refuses uploads that name any other key but this and 1 more"]);
});

test("a key that stands in a policy variable leaves it open", () => {
  const policy = demand("Deny", "StringNotEquals", "${aws:PrincipalTag/key}");
  expect(toKeyUses(KEY, [settings({ policy })])).toMatchObject({ uses: [], unknown: [{ kind: "policy" }] });
});

test("a policy that cannot be read as one leaves it open", () => {
  expect(toKeyUses(KEY, [settings({ policy: ok("{") })]).unknown).toMatchObject([{ kind: "policy" }]);
});

test("replicas in the key's Region depend on it from a bucket of any Region", () => {
  const source = settings({ replicas: ok([to(KEY.arn)]), encryption: null, policy: null }, "source", "us-east-1");
  expect(toKeyUses(KEY, [source]).uses).toMatchObject([
    { kind: "replicas", bucket: { name: "source" }, detail: "Rule all writes to reports under it, by key ARN" },
  ]);
});

test("a rule that is switched off is told, as it can be switched on", () => {
  const { uses } = toKeyUses(KEY, [settings({ replicas: ok([to(KEY.arn, { enabled: false })]) })]);
  expect(uses[0]?.detail).toMatch(/^Rule all \(switched off\)/);
});

test("an alias in a replication rule means the key only where the replicas are in its Region", () => {
  const rule = settings({ replicas: ok([to("alias/records")]) });
  expect(toKeyUses(KEY, [rule]).unknown).toMatchObject([{ kind: "replicas" }]);
  expect(toKeyUses(KEY, [rule, settings({}, "reports")]).uses).toHaveLength(1);
  expect(toKeyUses(KEY, [rule, settings({}, "reports", "us-east-1")])).toMatchObject({ uses: [], unknown: [] });
});

test("an inventory under the key, and access logs that go to a bucket under it", () => {
  const inventory = settings({ inventories: ok([to(KEY.keyId)]) });
  expect(toKeyUses(KEY, [inventory]).uses).toMatchObject([{ kind: "inventory" }]);
  const target = settings({ encryption: encryption("aws:kms", KEY.arn) }, "reports");
  const logged = settings({ logs: ok({ targetBucket: "reports" }) });
  expect(toKeyUses(KEY, [logged, target]).uses.map(({ kind }) => kind)).toEqual(["logs", "default"]);
  expect(toKeyUses(KEY, [logged, settings({}, "reports")]).uses).toEqual([]);
  expect(toKeyUses(KEY, [logged]).unknown).toMatchObject([{ kind: "logs" }]);
});

test.for(USE_KINDS)("a refused read of %s is unknown, with the missing permission", (kind) => {
  const field = {
    default: "encryption",
    policy: "policy",
    replicas: "replicas",
    inventory: "inventories",
    logs: "logs",
  };
  const { uses, unknown, read } = toKeyUses(KEY, [settings({ [field[kind]]: refused("s3:GetIt") })]);
  expect(uses).toEqual([]);
  expect(unknown).toMatchObject([{ kind, reason: "needs s3:GetIt" }]);
  expect(read[kind]).toBe(0);
});
