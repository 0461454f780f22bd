import { globSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Aws, createAws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { findAccount, getIdentity } from "#lib/aws/identity.ts";
import { everyServiceAt } from "#lib/commands/cli.ts";
import { findGrant, findGrantByName, listGrants } from "#lib/kms/grant-read.ts";
import { fromKeyMetadata } from "#lib/kms/key.ts";
import { tryKey, tryKeyAs } from "#lib/kms/preflight-read.ts";
import * as keys from "#lib/kms/read.ts";
import { listRotations } from "#lib/kms/rotation-read.ts";
import { getKeyLastUse, listBucketSettings } from "#lib/posture/key-use-read.ts";
import { scanObjects } from "#lib/posture/object-scan-read.ts";
import { listBucketDefaults, listBucketFacts, listKeyFacts } from "#lib/posture/read.ts";
import { countBucketContents, findBucket } from "#lib/s3/bucket-contents-read.ts";
import { readHarm } from "#lib/s3/default-harm-read.ts";
import { readNamedKey } from "#lib/s3/default-key-read.ts";
import { getDeciding } from "#lib/s3/deciding-read.ts";
import { hasDeleteMarker } from "#lib/s3/delete-marker-read.ts";
import { listInventoryDestinations, listReplicaDestinations } from "#lib/s3/destination-read.ts";
import { listAclGrants } from "#lib/s3/acl-read.ts";
import * as uploads from "#lib/s3/incomplete-upload-read.ts";
import { checkLogTarget } from "#lib/s3/log-target-read.ts";
import * as objects from "#lib/s3/object-read.ts";
import { listKept, readProbeEffects } from "#lib/s3/probe-read.ts";
import * as buckets from "#lib/s3/read.ts";
import { listLogSources, listRecentLogSources } from "#lib/s3/log-source-read.ts";
import { listReferrers } from "#lib/s3/referrers-read.ts";
import { getBucketRegion, inBucketRegion, inBucketRegionNow, inRegionOf } from "#lib/s3/region.ts";
import * as settings from "#lib/s3/settings-read.ts";
import { listBucketVersions } from "#lib/s3/version-list-read.ts";
import { readWholeBucket } from "#lib/s3/whole-bucket-read.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE = { roleArn: "arn:aws:iam::111122223333:role/app", user: "ada" };
const KEY = fromKeyMetadata(
  {
    Arn: ARN,
    KeyId: ARN.split("/")[1],
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: "Enabled",
    Origin: "AWS_KMS",
  },
  null,
);
const OBJECT = { bucket: "reports", key: "a" };
const NOT_FOUND = {
  code: "missing",
  service: "S3",
  name: "NotFound",
  message: "",
  permission: null,
  hint: "",
  requestId: null,
} as const;
const BUCKET = { name: "reports", region: "eu-central-1", createdAt: null };

/** Every read of AWS that raises what it cannot know. */
const RAISING: Record<string, (aws: Aws) => Promise<unknown>> = {
  getIdentity,
  listGrants: (aws) => listGrants(aws, ARN, null),
  findGrant: (aws) => findGrant(aws, ARN, "g"),
  findGrantByName: (aws) => findGrantByName(aws, ARN, "g"),
  listNamedKeys: keys.listNamedKeys,
  listKeys: keys.listKeys,
  listAliasTargets: keys.listAliasTargets,
  listKeyNames: keys.listKeyNames,
  getKey: (aws) => keys.getKey(aws, ARN),
  resolveKey: (aws) => keys.resolveKey(aws, "alias/app"),
  listS3Keys: keys.listS3Keys,
  getRotation: (aws) => keys.getRotation(aws, KEY),
  getRotationStatus: (aws) => keys.getRotationStatus(aws, ARN),
  listKeyMaterials: (aws) => keys.listKeyMaterials(aws, KEY),
  listKeyTags: (aws) => keys.listKeyTags(aws, ARN),
  getKeyPolicy: (aws) => keys.getKeyPolicy(aws, ARN),
  listRotations,
  listBucketSettings: (aws) => listBucketSettings(aws, "eu-central-1", { isAsked: false }),
  getKeyLastUse: (aws) => getKeyLastUse(aws, KEY),
  listBucketDefaults,
  findBucket: (aws) => findBucket(aws, "not-there"),
  listReplicaDestinations: (aws) => listReplicaDestinations(aws, "reports"),
  listInventoryDestinations: (aws) => listInventoryDestinations(aws, "reports"),
  listObjects: (aws) => objects.listObjects(aws, "reports", { prefix: "", token: null }),
  getObjectHead: (aws) => objects.getObjectHead(aws, OBJECT),
  listObjectVersions: (aws) => objects.listObjectVersions(aws, OBJECT),
  findObjectVersion: (aws) => objects.findObjectVersion(aws, OBJECT),
  listObjectTags: (aws) => objects.listObjectTags(aws, OBJECT),
  canReadObject: (aws) => objects.canReadObject(aws, OBJECT),
  openObject: (aws) => objects.openObject(aws, OBJECT, new AbortController().signal),
  hasDeleteMarker: (aws) => hasDeleteMarker(aws, OBJECT, { ...NOT_FOUND, operation: "HeadObject" }),
  listUploads: (aws) => uploads.listUploads(aws, "reports"),
  findUpload: (aws) => uploads.findUpload(aws, { ...OBJECT, uploadId: "U1" }),
  sumParts: (aws) => uploads.sumParts(aws, { ...OBJECT, uploadId: "U1" }),
  listKept: (aws) => listKept(aws, "reports", ".twofold-probe/"),
  listBuckets: buckets.listBuckets,
  getBucketEncryption: (aws) => buckets.getBucketEncryption(aws, "reports"),
  getVersioning: (aws) => buckets.getVersioning(aws, "reports"),
  getPublicAccessBlock: (aws) => buckets.getPublicAccessBlock(aws, "reports"),
  getBucketPolicy: (aws) => buckets.getBucketPolicy(aws, "reports"),
  listBucketTags: (aws) => buckets.listBucketTags(aws, "reports"),
  getBucketOwnership: (aws) => buckets.getBucketOwnership(aws, "reports"),
  listAclGrants: (aws) => listAclGrants(aws, "reports"),
  listReferrers: (aws) => listReferrers(aws, "reports"),
  listLogSources,
  listRecentLogSources: (aws) => listRecentLogSources(aws, 0),
  getEncryptionRule: (aws) => settings.getEncryptionRule(aws, "reports"),
  getLogging: (aws) => settings.getLogging(aws, "reports"),
  listCorsRules: (aws) => settings.listCorsRules(aws, "reports"),
  getLifecycle: (aws) => settings.getLifecycle(aws, "reports"),
  getReplication: (aws) => settings.getReplication(aws, "reports"),
  getObjectLock: (aws) => settings.getObjectLock(aws, "reports"),
  getAccountPublicAccessBlock: (aws) => settings.getAccountPublicAccessBlock(aws, "111122223333"),
  getAbac: (aws) => settings.getAbac(aws, "reports"),
  listBucketVersions: (aws) => listBucketVersions(aws, "reports", { after: null, rows: 10 }),
  inBucketRegion: (aws) => inBucketRegion(aws, "not-there"),
  inRegionOf: (aws) => inRegionOf(aws, { ...BUCKET, name: "not-there", region: null }),
  inBucketRegionNow: (aws) => inBucketRegionNow(aws, "not-there"),
  getBucketRegion: (aws) => getBucketRegion(aws, "not-there"),
};

/** Every read of several things, each of which may fail alone, and all that it then says. */
const GATHERING: Record<string, { read: (aws: Aws) => Promise<unknown>; says: object }> = {
  findAccount: { read: async (aws) => [await findAccount(aws)], says: [null] },
  tryKey: {
    read: (aws) => tryKey(aws, ARN, "arn:aws:s3:::reports/a"),
    says: { GenerateDataKey: { outcome: "unknown" }, Decrypt: { outcome: "unknown" } },
  },
  tryKeyAs: {
    read: (aws) => tryKeyAs(aws, ROLE, ARN, "arn:aws:s3:::reports/a"),
    says: { GenerateDataKey: { outcome: "unknown" }, Decrypt: { outcome: "unknown" } },
  },
  describeNamed: {
    read: (aws) => keys.describeNamed(aws, { arn: ARN, keyId: KEY.keyId, region: "eu-central-1", aliases: null }, null),
    says: { described: { ok: false, failure: { code: "unknown" } } },
  },
  scanObjects: {
    read: async (aws) => {
      const scans = [];
      for await (const scan of scanObjects(aws, {
        bucket: "not-there",
        keyArn: ARN,
        limit: 10,
        signal: new AbortController().signal,
      }))
        scans.push(scan);
      return scans.at(-1);
    },
    says: { failure: { code: "unknown" }, listed: 0 },
  },
  listBucketFacts: { read: (aws) => listBucketFacts(aws, []), says: [] },
  listKeyFacts: {
    read: listKeyFacts,
    says: [{ region: "eu-central-1", keys: { ok: false, failure: { code: "unknown" } } }],
  },
  countBucketContents: {
    read: (aws) => countBucketContents(aws, "reports"),
    says: {
      objects: { ok: false },
      olderVersions: { ok: false },
      deleteMarkers: { ok: false },
      uploads: { ok: false },
    },
  },
  readNamedKey: {
    read: (aws) => readNamedKey(aws, "reports", ARN),
    says: { key: { ok: false }, problem: { status: "unknown" } },
  },
  readHarm: {
    read: (aws) => readHarm(aws, "reports", { type: "SSE-S3" }, { sources: () => listLogSources(aws) }),
    says: { policy: expect.any(String), logs: expect.any(String), leftOut: expect.any(String) },
  },
  getDeciding: { read: (aws) => getDeciding(aws, "reports"), says: {} },
  checkLogTarget: {
    read: async (aws) =>
      (await checkLogTarget(aws, "reports", { targetBucket: "not-there", prefix: "" })).map(({ status }) => status),
    says: ["unknown", "unknown", "unknown", "unknown", "unknown"],
  },
  readProbeEffects: {
    read: (aws) => readProbeEffects(aws, "reports"),
    says: { leftovers: [], refusal: expect.stringContaining("not known") },
  },
  readWholeBucket: {
    read: async (aws) => [
      ...new Set(Object.values((await readWholeBucket(aws, "reports")).parts).map(({ state }) => state)),
    ],
    says: ["unknown"],
  },
};

const PAGE = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form>…</form></body></html>";
const HTML = { "content-type": "text/html", etag: '"page"', "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT" };
const WITH_ID = { "x-amz-request-id": "R1" };

/** What may answer in AWS's place. */
const ANSWERS: Record<string, { status: number; headers: Record<string, string>; body: string }> = {
  "a sign-in page": { status: 200, headers: HTML, body: PAGE },
  "a sign-in page that passes AWS's headers on": {
    status: 200,
    headers: { "content-type": "text/html", ...WITH_ID },
    body: PAGE,
  },
  "a page of XHTML": {
    status: 200,
    headers: HTML,
    body: '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>',
  },
  "nothing at all": { status: 200, headers: {}, body: "" },
  "nothing, with a request id": { status: 200, headers: WITH_ID, body: "" },
  "empty JSON": { status: 200, headers: { "content-type": "application/json" }, body: "{}" },
  "empty JSON with a request id": {
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "R1" },
    body: "{}",
  },
  text: { status: 200, headers: { "content-type": "text/plain" }, body: "It works!" },
  "another's “no content”": { status: 204, headers: {}, body: "" },
  "a proxy's refusal": { status: 403, headers: HTML, body: PAGE },
  "another's “not found”": { status: 404, headers: HTML, body: PAGE },
  "another's “not found” without a word": { status: 404, headers: {}, body: "" },
  "a proxy that wants a password": { status: 407, headers: {}, body: "" },
};

let server: Server;
let answer = { status: 500, headers: {}, body: "" };
let requests = 0;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    requests += 1;
    incoming.resume();
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.end(incoming.method === "HEAD" ? "" : answer.body);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => void server.close());

function open(): Aws {
  const address = server.address();
  return createAws({
    region: "eu-central-1",
    endpoints: everyServiceAt(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    settleMilliseconds: [],
  });
}

describe.for(Object.entries(ANSWERS))("%s is read as nothing by", ([, given]) => {
  test.for(Object.entries(RAISING))("%s", async ([, read]) => {
    answer = given;
    expect(await attempt(read(open()))).toMatchObject({ ok: false, failure: { code: "unknown" } });
  });

  test.for(Object.entries(GATHERING))("%s", async ([, { read, says }]) => {
    answer = given;
    expect(await read(open())).toMatchObject(says);
  });
});

test("what does not answer as AWS is asked once, and said by its host", async () => {
  answer = { status: 200, headers: HTML, body: PAGE };
  requests = 0;
  expect(await attempt(buckets.getVersioning(open(), "reports"))).toMatchObject({
    failure: {
      name: "NotAws",
      message: expect.stringMatching(
        /^The endpoint 127\.0\.0\.1:\d+ does not answer as S3 does: a web page came \(HTTP 200\)\.$/,
      ),
    },
  });
  expect(requests).toBe(1);
});

test("no read is left out", () => {
  const root = import.meta.dirname;
  const sources = globSync("{aws/identity,s3/region,{s3,kms,posture}/{read,*-read}}.ts", { cwd: root });
  const named = sources.flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/^export (?:async )?function\*? ?(\w+)\(\s*aws: Aws/gm)].map(
      ([, name]) => name,
    ),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(new Set(named)).toEqual(new Set([...Object.keys(RAISING), ...Object.keys(GATHERING)]));
});
