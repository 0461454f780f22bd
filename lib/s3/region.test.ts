import { describe, expect, test } from "vitest";
import { bucketRegions, createRegionMemo } from "#lib/aws/bucket-regions.ts";
import { attempt } from "#lib/aws/errors.ts";
import { type Answer, answering, ownedBy, s3Error, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { readNamedKey } from "./default-key-read.ts";
import { getBucketEncryption, listBuckets } from "./read.ts";
import { getBucketRegion, inBucketRegion, inBucketRegionNow, inRegionOf } from "./region.ts";
import { putBucketEncryption } from "./write.ts";

test.for<[string, number]>([
  ["of one's own", 200],
  ["that lies elsewhere", 301],
  ["that one may not look into", 403],
])("the Region of a bucket %s is read from the header", async ([, status]) => {
  const aws = answering(status, "", { "x-amz-bucket-region": "ap-south-1" });
  expect(await getBucketRegion(aws, `status-${status}`)).toBe("ap-south-1");
});

test("a bucket that does not exist is missing, whatever the header says", async () => {
  const aws = answering(404, "", { "x-amz-bucket-region": "eu-central-1" });
  await expect(inBucketRegion(aws, "nobodys")).rejects.toMatchObject({ code: "missing" });
});

test("a refusal that hides the Region is a refusal", async () => {
  await expect(inBucketRegion(answering(403), "hidden")).rejects.toMatchObject({
    failure: { code: "denied", permission: "s3:ListBucket" },
  });
});

test("the Region is asked once for a while, and need not be one that is served", async () => {
  const { aws, requests } = scripted([{ headers: { "x-amz-bucket-region": "sa-east-1" } }], {
    regions: ["eu-central-1"],
  });
  expect((await inBucketRegion(aws, "asked-once")).region).toBe("sa-east-1");
  expect((await inBucketRegion(aws, "asked-once")).region).toBe("sa-east-1");
  expect(requests).toHaveLength(1);
});

test("the memo forgets after its life, on request, and the oldest first when it is full", () => {
  let now = 0;
  const memo = createRegionMemo({ limit: 2, lifeMilliseconds: 100, now: () => now });
  memo.set("a", "r1");
  memo.set("b", "r2");
  memo.set("a", "r3");
  memo.set("c", "r4");
  expect([memo.get("a"), memo.get("b"), memo.get("c")]).toEqual(["r3", null, "r4"]);
  memo.forget("c");
  expect(memo.get("c")).toBeNull();
  now = 100;
  expect(memo.get("a")).toBeNull();
});

describe("a bucket that was deleted and made again in another Region", () => {
  const OLD = "eu-central-1";
  const NEW = "us-east-1";
  const ID = "11111111-1111-1111-1111-111111111111";
  const keyIn = (region: string) => `arn:aws:kms:${region}:111122223333:key/${ID}`;

  /** S3 redirects what is sent to the old Region and answers in the new one, KMS has one key in each. */
  function moved(bucket: string) {
    bucketRegions.set(bucket, OLD);
    return scripted(
      (request) => {
        if (request.target === "ListAliases") return { body: { Aliases: [] } };
        if (request.target !== null) return described(request);
        const headers = { "x-amz-bucket-region": NEW };
        if (!request.hostname.includes(NEW)) return { status: 301, headers, body: REDIRECT };
        return { headers, body: request.method === "HEAD" ? "" : RULE };
      },
      { region: OLD, regions: [OLD, NEW] },
    );
  }

  function described({ body }: SentRequest) {
    const spec = {
      KeySpec: "SYMMETRIC_DEFAULT",
      KeyUsage: "ENCRYPT_DECRYPT",
      KeyState: "Enabled",
      KeyManager: "CUSTOMER",
    };
    return { body: { KeyMetadata: { Arn: JSON.parse(body).KeyId, KeyId: ID, ...spec } } };
  }

  const REDIRECT = "<Error><Code>PermanentRedirect</Code><Message>Elsewhere</Message></Error>";
  const RULE = `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms:dsse</SSEAlgorithm><KMSMasterKeyID>${keyIn(NEW)}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;

  test("is known to be there from the first answer on", async () => {
    const { aws } = moved("moved-one");
    const before = await inBucketRegion(aws, "moved-one");
    expect(before.region).toBe(OLD);
    await getBucketEncryption(before, "moved-one");
    expect((await inBucketRegion(aws, "moved-one")).region).toBe(NEW);
  });

  test("is written where it is now", async () => {
    const { aws, requests } = moved("moved-two");
    expect((await inBucketRegionNow(aws, "moved-two")).region).toBe(NEW);
    expect(requests[0]?.method).toBe("HEAD");
  });

  test("is not said to have a key of another Region", async () => {
    const { aws } = moved("moved-three");
    expect(await readNamedKey(aws.in(OLD), "moved-three", keyIn(NEW))).toMatchObject({ region: NEW, problem: null });
    // What really is elsewhere is still said to be.
    expect(await readNamedKey(aws.in(NEW), "moved-three", keyIn(OLD))).toMatchObject({
      region: NEW,
      problem: { status: "broken", short: `key of ${OLD}` },
    });
  });

  test("keeps the Region it was known in where S3 does not say it again", async () => {
    bucketRegions.set("moved-four", OLD);
    expect((await inBucketRegionNow(answering(403), "moved-four")).region).toBe(OLD);
    await expect(inBucketRegionNow(answering(404), "moved-four")).rejects.toMatchObject({ code: "missing" });
    expect(bucketRegions.get("moved-four")).toBeNull();
  });

  test("that is gone, or of which another server speaks, changes nothing that is known", async () => {
    bucketRegions.set("moved-five", OLD);
    const elsewhere = { "x-amz-bucket-region": NEW };
    await attempt(getBucketEncryption(answering(404, "", elsewhere), "moved-five"));
    await attempt(getBucketEncryption(answering(200, "<html/>", elsewhere), "moved-five"));
    expect(bucketRegions.get("moved-five")).toBe(OLD);
  });
});

describe("whose the bucket is", () => {
  const OURS = "111122223333";
  const THEIRS = "444455556666";
  const THERE = { headers: { "x-amz-bucket-region": "sa-east-1" } };
  const findAccount = () => Promise.resolve(OURS);

  function listing(...names: string[]): Answer {
    const buckets = names
      .map((name) => `<Bucket><Name>${name}</Name><BucketRegion>sa-east-1</BucketRegion></Bucket>`)
      .join("");
    return { body: `<ListAllMyBucketsResult><Buckets>${buckets}</Buckets></ListAllMyBucketsResult>` };
  }

  /** "HEAD owner-a for 111122223333" */
  function inWords(requests: SentRequest[]) {
    return requests.map(({ method, path, hostname, headers }) => {
      const bucket = path === "/" ? hostname.split(".")[0] : path.slice(1);
      const owner = headers["x-amz-expected-bucket-owner"];
      return `${method} ${bucket}${owner === undefined ? "" : ` for ${owner}`}`;
    });
  }

  test("is known by the request that asks where it is, and in every command from then on", async () => {
    const { aws, requests } = scripted([THERE, { body: RULE }], { findAccount });
    const local = await inBucketRegion(aws, "owner-a");
    expect(local.endpoints.owner).toEqual({ bucket: "owner-a", accountId: OURS });
    await getBucketEncryption(local, "owner-a");
    expect((await inBucketRegion(aws, "owner-a")).endpoints).toEqual(local.endpoints);
    expect(inWords(requests)).toEqual([`HEAD owner-a for ${OURS}`, `GET owner-a for ${OURS}`]);
  });

  test("is known of a bucket that one may not look into where S3 lists it", async () => {
    const { aws, requests } = scripted([{ ...THERE, status: 403 }, listing("owner-b")], { findAccount });
    expect((await inBucketRegion(aws, "owner-b")).endpoints.owner).toEqual({ bucket: "owner-b", accountId: OURS });
    expect(requests[1]?.query).toMatchObject({ prefix: "owner-b", "max-buckets": "1" });
  });

  test.for<[string, Answer]>([
    ["lists another of that beginning", listing("owner-c-2")],
    ["lists none", listing()],
    ["does not list", s3Error(403, "AccessDenied")],
  ])("is not known where S3 %s, and another's bucket is found all the same", async ([, list]) => {
    const { aws, requests } = scripted([{ status: 403 }, list, THERE], { findAccount });
    bucketRegions.forget("owner-c");
    const local = await inBucketRegion(aws, "owner-c");
    expect([local.region, local.endpoints.owner]).toEqual(["sa-east-1", undefined]);
    expect(inWords(requests)[2]).toBe("HEAD owner-c");
  });

  test("is not asked where the account is not known", async () => {
    const { aws, requests } = scripted([THERE]);
    expect((await inBucketRegion(aws, "owner-d")).endpoints.owner).toBeUndefined();
    expect(inWords(requests)).toEqual(["HEAD owner-d"]);
  });

  test("needs no request of its own for a bucket of a list", async () => {
    const { aws, requests } = scripted([listing("owner-e"), { body: RULE }], { findAccount });
    await aws.owners.account();
    const [bucket] = await listBuckets(aws);
    if (bucket === undefined) throw new Error("S3 listed a bucket.");
    const local = await inRegionOf(aws, bucket);
    expect(local).toBe(aws.in("sa-east-1"));
    await getBucketEncryption(local, "owner-e");
    expect(inWords(requests).at(-1)).toBe(`GET owner-e for ${OURS}`);
  });

  test("a form that was sent after another account took the name changes nothing there", async () => {
    let owner = OURS;
    const taken: string[] = [];
    const s3 = ownedBy(
      () => owner,
      ({ method }) => {
        if (owner === THEIRS) taken.push(method);
        return method === "HEAD" ? THERE : { body: RULE };
      },
    );
    const { aws, requests } = scripted(s3, { findAccount });
    await inBucketRegion(aws, "owner-f");
    owner = THEIRS;
    const local = await inBucketRegionNow(aws, "owner-f");
    const change = putBucketEncryption(local, "owner-f", { type: "SSE-S3" }, { seen: "SSE-S3", confirmed: true });
    expect(await attempt(change)).toMatchObject({
      ok: false,
      failure: { code: "denied", hint: expect.stringContaining(`does not belong to account ${OURS}.`) },
    });
    expect(taken).toEqual([]);
    expect(inWords(requests).at(-1)).toBe(`GET owner-f for ${OURS}`);
  });

  const RULE = `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;
});
