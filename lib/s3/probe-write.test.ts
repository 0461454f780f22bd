import { expect, test } from "vitest";
import { traced } from "#lib/aws/trace.ts";
import { type Answer, s3Error, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { toFollowingCalls, toProbeCalls, withoutCustomerKey } from "./probe.ts";
import { probeUploads } from "./probe-write.ts";
import { ASKS } from "./upload-fate.ts";

const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const KEY = `arn:aws:kms:eu-central-1:111122223333:key/${ID}`;
const MANAGED = KEY.replace("1234abcd", "aaaaaaaa");
const RULE = `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms:dsse</SSEAlgorithm><KMSMasterKeyID>${KEY}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BlockedEncryptionTypes><EncryptionType>NONE</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>`;
const HELD =
  "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>";

const HEAD = { etag: '"e"', "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT" };

/** A versioned bucket that does what is computed. `answers` go before it; `stays` keeps what is deleted. */
function bucket(answers: Partial<Record<string, Answer>> = {}, { stays = false, algorithm = "" } = {}) {
  const stored = new Map<string, Record<string, string>>();
  const uploads = new Map<string, Record<string, string>>();
  const told = scripted((request) => {
    const name = operationOf(request);
    const answer = answers[name];
    if (answer !== undefined) return answer;
    const key = decodeURIComponent(request.path.replace(/^\/(reports\/)?/, ""));
    switch (name) {
      case "GET encryption":
        return { body: RULE };
      case "GET policy":
        return s3Error(404, "NoSuchBucketPolicy");
      case "GET object-lock":
        return s3Error(404, "ObjectLockConfigurationNotFoundError");
      case "GET versioning":
        return { body: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>" };
      case "DescribeKey":
        return describe(request.body.includes("alias/") ? MANAGED : KEY);
      case "ListAliases":
        return { body: { Aliases: [{ AliasName: "alias/aws/s3", TargetKeyId: MANAGED.split("/")[1] }] } };
      case "PUT ":
        return store(stored, key, request.headers, "x-amz-copy-source" in request.headers ? "CopyObjectResult" : null);
      case "POST uploads":
        if (refusesKey(request.headers)) return NO_KEY;
        uploads.set(key, request.headers);
        return {
          body: `<InitiateMultipartUploadResult><UploadId>up-${key}</UploadId></InitiateMultipartUploadResult>`,
        };
      case "PUT partNumber":
        return { headers: { etag: '"part"' } };
      case "POST uploadId":
        return store(stored, key, uploads.get(key) ?? {}, "CompleteMultipartUploadResult");
      case "HEAD ":
        return {
          headers: {
            ...HEAD,
            ...stored.get(key),
            ...(algorithm === "" ? {} : { "x-amz-server-side-encryption": algorithm }),
          },
        };
      case "DELETE versionId":
        if (!stays) stored.delete(key);
        return { status: 204 };
      case "GET versions":
        return {
          body: `<ListVersionsResult><IsTruncated>false</IsTruncated>${[...stored.keys()].map(versionOf).join("")}</ListVersionsResult>`,
        };
      default:
        return name === "GET uploads"
          ? { body: "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>" }
          : { status: 204 };
    }
  });
  return { ...told, stored };
}

const NO_KEY = s3Error(400, "KMS.NotFoundException");

function describe(arn: string): Answer {
  const spec = { KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT", KeyState: "Enabled" };
  const KeyManager = arn === MANAGED ? "AWS" : "CUSTOMER";
  return { body: { KeyMetadata: { KeyId: arn.split("/")[1], Arn: arn, KeyManager, ...spec } } };
}

function refusesKey(headers: Record<string, string>): boolean {
  return headers["x-amz-server-side-encryption-aws-kms-key-id"]?.includes("00000000") ?? false;
}

/** As S3 does: what is not said is the default, and a KMS algorithm without a key is AWS's own. */
function store(
  stored: Map<string, Record<string, string>>,
  key: string,
  headers: Record<string, string>,
  root: string | null,
): Answer {
  if (refusesKey(headers)) return NO_KEY;
  const customer = headers["x-amz-server-side-encryption-customer-algorithm"];
  const asked = headers["x-amz-server-side-encryption"];
  const algorithm = asked ?? "aws:kms:dsse";
  const named = headers["x-amz-server-side-encryption-aws-kms-key-id"] ?? (asked === undefined ? KEY : MANAGED);
  const sse = { "x-amz-server-side-encryption": algorithm };
  const withKey = { ...sse, "x-amz-server-side-encryption-aws-kms-key-id": named };
  const own = { "x-amz-server-side-encryption-customer-algorithm": "AES256" };
  stored.set(key, customer === undefined ? (algorithm === "AES256" ? sse : withKey) : own);
  const body = root === null ? "" : `<${root}><ETag>&quot;e&quot;</ETag></${root}>`;
  return { headers: { "x-amz-version-id": "v1", etag: '"e"' }, body };
}

function versionOf(key: string): string {
  return `<Version><Key>${key}</Key><VersionId>v1</VersionId></Version>`;
}

function operationOf({ method, query, target }: SentRequest): string {
  return target ?? `${method} ${Object.keys(query).find((name) => !["x-id", "prefix"].includes(name)) ?? ""}`;
}

function writesOf(requests: SentRequest[]): SentRequest[] {
  return requests.filter(({ method, target }) => target === null && method !== "GET" && method !== "HEAD");
}

test("every kind is sent in every way, read back, compared and removed by its version", async () => {
  const { aws, stored, requests } = bucket();
  const report = await probeUploads(aws, "reports", { confirmed: true });
  expect(report.probes).toHaveLength(27);
  expect(report.probes.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
  expect(report).toMatchObject({ leftovers: [], unsure: null });
  expect(stored.size).toBe(0);
  const outside = writesOf(requests).filter(({ path }) => !path.includes(`/${report.folder}`));
  expect(outside).toEqual([]);
});

test("what is copied is the first that was stored, as it is shown before", async () => {
  const { aws, requests } = bucket();
  const { folder } = await probeUploads(aws, "reports", { confirmed: true });
  const sources = requests.flatMap(({ headers }) => headers["x-amz-copy-source"] ?? []);
  expect(sources).toHaveLength(9);
  expect(new Set(sources)).toEqual(new Set([`reports/${folder}put-nothing`]));
});

test("an answer other than computed is told", async () => {
  const { aws } = bucket({}, { algorithm: "aws:kms" });
  const report = await probeUploads(aws, "reports", { confirmed: true });
  const nothing = report.probes.find(({ ask, way }) => ask === "nothing" && way === "put");
  expect(nothing).toMatchObject({ verdict: "disagrees", found: { encryption: { type: "SSE-KMS" } } });
});

test("what cannot be removed is named", async () => {
  const { aws, stored } = bucket({}, { stays: true });
  const report = await probeUploads(aws, "reports", { confirmed: true });
  expect(report.leftovers).toHaveLength(stored.size);
  expect(report.leftovers[0]).toContain(report.folder);
});

test("where it may not be looked for, whether something is left is not known", async () => {
  const { aws, stored } = bucket({ "GET versions": s3Error(403, "AccessDenied") });
  const report = await probeUploads(aws, "reports", { confirmed: true });
  expect(report.unsure).toMatchObject({ permission: "s3:ListBucketVersions" });
  // What answered its version was removed all the same.
  expect(stored.size).toBe(0);
});

test("an upload in parts that fails midway is aborted", async () => {
  const { aws, requests } = bucket({ "PUT partNumber": s3Error(403, "AccessDenied") });
  await probeUploads(aws, "reports", { confirmed: true });
  const aborted = requests.filter((request) => operationOf(request) === "DELETE uploadId");
  expect(aborted).toHaveLength(7);
});

test("a refused upload is an answer, and nothing can be copied then", async () => {
  const deny = s3Error(403, "AccessDenied", "with an explicit deny in a resource-based policy");
  const { aws } = bucket({ "PUT ": deny, "POST uploads": deny });
  const { probes } = await probeUploads(aws, "reports", { confirmed: true });
  expect(probes.filter(({ way }) => way === "copy").map(({ found }) => found.outcome)).toEqual(
    Array.from({ length: 9 }, () => "not sent"),
  );
  expect(probes[0]).toMatchObject({ found: { outcome: "refused" }, verdict: "disagrees" });
});

test("a statement that demands an ACL refuses every probe, as computed: none sends one", async () => {
  const Condition = { StringNotEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } };
  const own = {
    Sid: "Own",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::reports/*",
  };
  const policy = { body: { Version: "2012-10-17", Statement: [{ ...own, Condition }] } };
  const deny = s3Error(403, "AccessDenied", "with an explicit deny in a resource-based policy");
  const { aws } = bucket({ "GET policy": policy, "PUT ": deny, "POST uploads": deny });
  const { probes } = await probeUploads(aws, "reports", { confirmed: true });
  const sent = probes.filter(({ found }) => found.outcome !== "not sent");
  expect(sent).toHaveLength(18);
  expect(sent.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
  expect(sent[0]?.computed).toEqual({ outcome: "refused", by: "statement", statement: "Own" });
});

test.for<[string, Partial<Record<string, Answer>>, object]>([
  ["under a default retention", { "GET object-lock": { body: HELD } }, { code: "invalid" }],
  [
    "where Object Lock may not be read",
    { "GET object-lock": s3Error(403, "AccessDenied") },
    { failure: { permission: "s3:GetBucketObjectLockConfiguration" } },
  ],
  [
    "under MFA delete",
    {
      "GET versioning": {
        body: "<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>",
      },
    },
    { code: "invalid" },
  ],
])("nothing is sent %s", async ([, answers, expected]) => {
  const { aws, requests } = bucket(answers);
  await expect(probeUploads(aws, "reports", { confirmed: true })).rejects.toMatchObject(expected);
  expect(writesOf(requests)).toEqual([]);
});

test("nothing is sent without the typed name", async () => {
  const { aws, requests } = bucket();
  await expect(probeUploads(aws, "reports", { confirmed: false })).rejects.toMatchObject({ code: "invalid" });
  expect(requests).toEqual([]);
});

test("every request that is sent is shown, none with the key that an uploader brings", async () => {
  const { aws, requests } = bucket();
  const { calls } = await traced(() => probeUploads(aws, "reports", { confirmed: true }));
  const shown = calls.map(withoutCustomerKey);
  expect(shown).toHaveLength(requests.length);
  const [customerKey] = requests.flatMap(({ headers }) => headers["x-amz-server-side-encryption-customer-key"] ?? []);
  const text = JSON.stringify(shown);
  expect(JSON.stringify(calls)).toContain(customerKey);
  expect(text).not.toContain(customerKey);
  expect(text).toContain('"SSECustomerKey":"CUSTOMER_KEY"');
  expect(text).not.toContain("SSECustomerKeyMD5");
});

test("what is shown before names every operation on objects that is sent after", async () => {
  const { aws } = bucket();
  const { calls, value } = await traced(() => probeUploads(aws, "reports", { confirmed: true }));
  const run = { bucket: "reports", region: aws.region, folder: value.folder, keyArn: KEY, customerKey: "" };
  const before = [...toProbeCalls(run, ASKS, "reports/x"), ...toFollowingCalls(run)].map(({ operation }) => operation);
  const sent = calls.filter(({ input }) => "Key" in input || "Prefix" in input).map(({ operation }) => operation);
  expect(new Set(before)).toEqual(new Set(sent));
});
