import { expect, test } from "vitest";
import { parsePolicy } from "#lib/policy/document.ts";
import type { Encryption } from "./encryption.ts";
import { planChange, type PolicyChange } from "./enforce.ts";
import type { Deciding } from "./deciding.ts";
import { nextUploads } from "./next-upload.ts";
import { otherDenials } from "./upload-answer.ts";
import { type Ask, ASKS, denialsInWords, type UploadFate, type Way, WAYS } from "./upload-fate.ts";

const ARN = "arn:aws:s3:::reports";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SSE = "s3:x-amz-server-side-encryption";
const DSSE: Encryption = { type: "DSSE-KMS", keyId: KEY };
const BARE: Deciding = { bucketArn: ARN, policy: null, standard: DSSE, blockedTypes: ["NONE"], keyFault: null };
const DENY = { Sid: "Own", Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `${ARN}/*` };

function read(text: string | null): Deciding["policy"] {
  const parsed = text === null ? null : parsePolicy(text, "bucket");
  if (parsed !== null && !parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed?.document ?? null;
}

function made(change: PolicyChange): Deciding["policy"] {
  const planned = planChange(null, change, { arn: ARN, keyArn: KEY });
  return "plan" in planned ? read(planned.plan.after) : null;
}

function of(...statements: object[]): Deciding["policy"] {
  return read(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

/** In a word each: what it is stored under, or what refuses it. */
function fates(deciding: Partial<Deciding>, way: Way = "put"): Partial<Record<Ask, string>> {
  const found = nextUploads({ ...BARE, ...deciding });
  return Object.fromEntries([...found].map(([ask, ways]) => [ask, inAWord(ways[way])]));
}

function inAWord(fate: UploadFate): string {
  switch (fate.outcome) {
    case "stored":
      return `${fate.as.encryption.type} ${typeof fate.as.key === "string" ? fate.as.key : (fate.as.key?.arn ?? "-")}`;
    case "refused":
      return fate.by === "statement" ? `refused by ${fate.statement}` : `refused by ${fate.by}`;
    case "depends":
      return `depends: ${denialsInWords(fate.denials)}`;
    case "unknown":
      return `unknown: ${fate.reason}`;
  }
}

const OPEN = {
  nothing: `DSSE-KMS ${KEY}`,
  "DSSE-KMS and the key": `DSSE-KMS ${KEY}`,
  "DSSE-KMS, no key": "DSSE-KMS aws/s3",
  "DSSE-KMS and another key": "DSSE-KMS named",
  "SSE-KMS and the key": `SSE-KMS ${KEY}`,
  "SSE-KMS, no key": "SSE-KMS aws/s3",
  "SSE-KMS and another key": "SSE-KMS named",
  "SSE-S3": "SSE-S3 -",
  "SSE-C": "SSE-C -",
};

const TOLERANT = {
  ...OPEN,
  "DSSE-KMS, no key": "refused by DenyHeaderWithoutKey",
  "DSSE-KMS and another key": "refused by DenyWrongKey",
  "SSE-KMS and the key": "refused by DenyExplicitNonDsse",
  "SSE-KMS, no key": "refused by DenyExplicitNonDsse",
  "SSE-KMS and another key": "refused by DenyExplicitNonDsse",
  "SSE-S3": "refused by DenyExplicitNonDsse",
  "SSE-C": "refused by DenySseC",
};

const STRICT = {
  ...TOLERANT,
  nothing: "refused by DenyNonDsse",
  "SSE-KMS and the key": "refused by DenyNonDsse",
  "SSE-KMS, no key": "refused by DenyNonDsse",
  "SSE-KMS and another key": "refused by DenyNonDsse",
  "SSE-S3": "refused by DenyNonDsse",
  "SSE-C": "refused by DenyNonDsse",
};

test("without a policy everything is stored as it asks, and what asks nothing as the default", () => {
  for (const way of ["put", "multipart", "copy"] as const) expect(fates({}, way)).toEqual(OPEN);
});

test("the tolerant form, in every way", () => {
  for (const way of ["put", "multipart", "copy"] as const) {
    expect(fates({ policy: made("dsse-tolerant") }, way)).toEqual(TOLERANT);
  }
});

test("the strict form, by Put and by copy", () => {
  expect(fates({ policy: made("dsse-strict") })).toEqual(STRICT);
  expect(fates({ policy: made("dsse-strict") }, "copy")).toEqual(STRICT);
});

test("of an upload in parts under the strict form it is not certain how AWS judges the parts", () => {
  const found = fates({ policy: made("dsse-strict") }, "multipart");
  expect(found).toMatchObject({ ...STRICT, "DSSE-KMS and the key": expect.stringContaining("does not document") });
});

test("a TLS-only policy refuses none of these", () => {
  expect(fates({ policy: made("tls-on") })).toEqual(OPEN);
  expect(otherDenials({ ...BARE, policy: made("tls-on") })).toEqual([]);
});

test("what the bucket blocks is refused, whatever the policy says", () => {
  expect(fates({ blockedTypes: ["SSE-C"] })["SSE-C"]).toBe("refused by blocked types");
  expect(fates({ blockedTypes: ["SSE-C"], policy: "needs s3:GetBucketPolicy" })["SSE-C"]).toBe(
    "refused by blocked types",
  );
  expect(fates({ blockedTypes: null })["SSE-C"]).toBe("unknown: what the bucket blocks is not known");
});

test("a key that S3 cannot use fails what would use it, and nothing else", () => {
  const found = fates({ keyFault: "This key is disabled." });
  expect(Object.entries(found).filter(([, fate]) => fate === "refused by key")).toEqual([
    ["nothing", "refused by key"],
    ["DSSE-KMS and the key", "refused by key"],
    ["SSE-KMS and the key", "refused by key"],
  ]);
});

test("a key that a bucket key alone cannot be made of takes uploads that ask for DSSE-KMS", () => {
  const found = fates({ keyFault: "Its policy refuses the bucket key.", dsseKeyFault: null });
  expect(found.nothing).toBe("refused by key");
  expect(found["SSE-KMS and the key"]).toBe("refused by key");
  expect(found["DSSE-KMS and the key"]).not.toBe("refused by key");
});

test("a key that nobody can decrypt with fails its uploads in parts, and copies of what is under it", () => {
  const decryptFault = "The key’s policy refuses everybody kms:Decrypt.";
  expect(fates({ decryptFault })).toEqual(OPEN);
  expect(fates({ decryptFault }, "multipart")).toEqual({
    ...OPEN,
    nothing: "refused by key",
    "DSSE-KMS and the key": "refused by key",
    "SSE-KMS and the key": "refused by key",
  });
  for (const fate of Object.values(fates({ decryptFault }, "copy"))) {
    expect(fate).toContain("depends: the key’s policy holds only for copies of this bucket’s objects");
  }
});

test("a bucket key that alone cannot be decrypted leaves parts under DSSE-KMS", () => {
  const found = fates({ decryptFault: "Its policy refuses the bucket key.", dsseDecryptFault: null }, "multipart");
  expect(found["SSE-KMS and the key"]).toBe("refused by key");
  expect(found["DSSE-KMS and the key"]).toBe(`DSSE-KMS ${KEY}`);
});

test.for<[string, Partial<Deciding>, boolean | "not known"]>([
  ["the default has one", { standard: { type: "SSE-KMS", keyId: KEY, bucketKey: true } }, true],
  ["the default has none", { standard: { type: "SSE-KMS", keyId: KEY, bucketKey: false } }, false],
  ["another default has one", { standard: { type: "SSE-S3" }, bucketKey: true }, true],
  ["the default is not known", { standard: "needs s3:GetEncryptionConfiguration" }, "not known"],
])(
  "SSE-KMS goes through a bucket key as the bucket says, and of copies it is not known: %s",
  ([, deciding, expected]) => {
    for (const [ask, ways] of nextUploads({ ...BARE, ...deciding })) {
      if (!ask.startsWith("SSE-KMS")) continue;
      for (const way of WAYS) {
        const fate = ways[way];
        const as = fate.outcome === "stored" && fate.as.encryption.type === "SSE-KMS" ? fate.as : null;
        expect(as?.bucketKey ?? (as?.encryption.type === "SSE-KMS" && as.encryption.bucketKey)).toBe(
          way === "copy" && expected === true ? "not known" : expected,
        );
      }
    }
  },
);

test("a policy that is not known leaves every answer open but those that something else decides", () => {
  const found = fates({ policy: "needs s3:GetBucketPolicy", keyFault: "This key is disabled." });
  expect(found["SSE-S3"]).toBe("unknown: what the policy refuses: needs s3:GetBucketPolicy");
  expect(found.nothing).toBe("refused by key");
});

test("a default that is not known leaves only its own answer open", () => {
  const found = fates({ standard: "needs s3:GetEncryptionConfiguration", policy: made("dsse-strict") });
  expect(found.nothing).toBe("refused by DenyNonDsse");
  expect(fates({ standard: "needs s3:GetEncryptionConfiguration" }).nothing).toContain("unknown");
  expect(Object.keys(found)).not.toContain("DSSE-KMS and the key");
});

test("a default without a key of its own has no key to name", () => {
  const found = fates({ standard: { type: "SSE-S3" } });
  expect(found.nothing).toBe("SSE-S3 -");
  expect(Object.keys(found)).toEqual(ASKS.filter((ask) => !ask.endsWith("the key")));
  expect(fates({ standard: { type: "DSSE-KMS", keyId: null } }).nothing).toBe("DSSE-KMS aws/s3");
});

test("what scanners write refuses DSSE-KMS, with a key and without, and lets one layer through", () => {
  const scanner = of({ ...DENY, Condition: { StringNotEquals: { [SSE]: ["AES256", "aws:kms"] } } });
  const found = fates({ policy: scanner });
  expect(found.nothing).toBe("refused by Own");
  expect(found["DSSE-KMS and the key"]).toBe("refused by Own");
  expect(found["SSE-S3"]).toBe("SSE-S3 -");
  expect(found["SSE-C"]).toBe("refused by Own");
});

test("another key is refused for certain only where the policy names no third", () => {
  const demand = (...keys: string[]) =>
    of({
      ...DENY,
      Condition: {
        StringNotEquals: { [`${SSE}-aws-kms-key-id`]: keys },
        Null: { [`${SSE}-aws-kms-key-id`]: "false" },
      },
    });
  expect(fates({ policy: demand(KEY) })["DSSE-KMS and another key"]).toBe("refused by Own");
  expect(fates({ policy: demand(KEY, `${KEY}9`) })["DSSE-KMS and another key"]).toContain("depends: Own");
  expect(fates({ policy: demand(`${KEY}9`) })["DSSE-KMS and the key"]).toBe("refused by Own");
});

test("a statement for some objects, or some callers, leaves it open, and says so", () => {
  const some = of({ ...DENY, Resource: `${ARN}/2026/*`, Condition: { StringEquals: { [SSE]: "AES256" } } });
  expect(fates({ policy: some })["SSE-S3"]).toBe(`depends: Own holds only for ${ARN}/2026/*`);
  expect(fates({ policy: some }).nothing).toBe(`DSSE-KMS ${KEY}`);
});

test("a statement about copies concerns copies alone", () => {
  const copies = of({ ...DENY, Condition: { Null: { "s3:x-amz-copy-source": "false" } } });
  expect(fates({ policy: copies })).toEqual(OPEN);
  expect(fates({ policy: copies }, "copy").nothing).toBe("refused by Own");
});

test("a statement about something else leaves every upload open, in every way, and is told apart", () => {
  for (const condition of [
    { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
    { StringNotEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
  ]) {
    const [key = ""] = Object.values(condition).flatMap(Object.keys);
    const policy = of({ ...DENY, Condition: condition });
    const denial = { statement: "Own", reason: `only where StringNotEquals holds for ${key}` };
    for (const [, ways] of nextUploads({ ...BARE, policy })) {
      for (const way of WAYS) {
        expect(ways[way]).toMatchObject({ outcome: "depends", denials: [{ ...denial, aside: true }] });
      }
    }
    expect(otherDenials({ ...BARE, policy })).toEqual([denial]);
  }
});

test.for([
  { StringNotEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
  { StringNotEquals: { "s3:x-amz-grant-full-control": "id=1" } },
  { Null: { "s3:RequestObjectTag/team": "true" } },
  { "ForAllValues:StringEquals": { "s3:RequestObjectTagKeys": "team" } },
  { Null: { "s3:if-none-match": "true" } },
  { Null: { "s3:object-lock-mode": "true" } },
])("a probe says nothing of what %j asks for, so that it is refused for certain", (Condition) => {
  for (const [, ways] of nextUploads({ ...BARE, policy: of({ ...DENY, Condition }) }, "a probe")) {
    for (const way of WAYS) expect(inAWord(ways[way])).toBe("refused by Own");
  }
});

test("whence a probe comes is as open as of any upload", () => {
  const policy = of({ ...DENY, Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } });
  expect(nextUploads({ ...BARE, policy }, "a probe").get("nothing")?.put.outcome).toBe("depends");
});

test("what refuses for certain is told before what only may", () => {
  const acl = { ...DENY, Sid: "Acl", Condition: { StringNotEquals: { "s3:x-amz-acl": "private" } } };
  const found = fates({ policy: of(acl, { ...DENY, Condition: { StringEquals: { [SSE]: "AES256" } } }) });
  expect(found["SSE-S3"]).toBe("refused by Own");
  expect(found["SSE-C"]).toContain("depends: Acl");
});

test("every statement that may refuse an upload is told", () => {
  const found = fates({
    policy: of(
      { ...DENY, Sid: "One", Resource: `${ARN}/2026/*`, Condition: { StringEquals: { [SSE]: "AES256" } } },
      {
        ...DENY,
        Sid: "Two",
        Resource: undefined,
        NotResource: `${ARN}/open/*`,
        Condition: { Null: { [SSE]: "false" } },
      },
    ),
  });
  expect(found["SSE-S3"]).toBe(`depends: One holds only for ${ARN}/2026/*; Two holds only outside ${ARN}/open/*`);
});

test("a demanded header leaves an upload in parts open also where it is demanded of some", () => {
  const some = of({
    ...DENY,
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Condition: { StringNotEquals: { [SSE]: "aws:kms:dsse" } },
  });
  expect(fates({ policy: some }, "multipart")["DSSE-KMS and the key"]).toContain("does not document");
  expect(fates({ policy: some })["DSSE-KMS and the key"]).toBe(`DSSE-KMS ${KEY}`);
});

test("a statement about something else is told also where it concerns copies alone", () => {
  const copies = of({
    ...DENY,
    Condition: { Null: { "s3:x-amz-copy-source": "false" }, StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
  });
  expect(otherDenials({ ...BARE, policy: copies })).toEqual([
    { statement: "Own", reason: expect.stringContaining("aws:SourceVpce") },
  ]);
});
