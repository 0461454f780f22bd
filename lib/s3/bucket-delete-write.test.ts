import { expect, test } from "vitest";
import { type Answer, s3Error, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { deleteBucket } from "./bucket-delete-write.ts";

const LISTS: Record<string, string> = {
  objects: "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>",
  versions: "<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>",
  uploads: "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>",
};

/** A bucket of which these lists and answers are told; it is gone once it was deleted. */
function bucketWith(given: Partial<Record<string, Answer>>) {
  let gone = false;
  return scripted((request) => {
    const name = nameOf(request);
    const answer = given[name];
    if (answer !== undefined) return answer;
    if (name === "DELETE") gone = true;
    if (name === "HEAD") return gone ? { status: 404 } : { headers: { "x-amz-bucket-region": "eu-central-1" } };
    return { status: name === "DELETE" ? 204 : 200, body: LISTS[name] ?? "" };
  });
}

function nameOf({ method, query }: SentRequest): string {
  if (method !== "GET") return method;
  return Object.hasOwn(query, "versions") ? "versions" : Object.hasOwn(query, "uploads") ? "uploads" : "objects";
}

const confirmed = { confirmed: true };

test("an empty bucket is deleted, and S3 asked whether it is gone", async () => {
  const { aws, requests } = bucketWith({});
  await deleteBucket(aws, "reports", confirmed);
  expect(requests.map(nameOf).slice(-2)).toEqual(["DELETE", "HEAD"]);
});

test("without the name typed nothing is sent", async () => {
  const { aws, requests } = bucketWith({});
  await expect(deleteBucket(aws, "reports", { confirmed: false })).rejects.toMatchObject({ code: "invalid" });
  expect(requests).toEqual([]);
});

test.for<[string, Record<string, Answer>, string]>([
  [
    "an object",
    {
      objects: {
        body: "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>",
      },
    },
    "1 object",
  ],
  [
    "an older version and a delete marker",
    {
      versions: {
        body: "<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>a</Key><IsLatest>false</IsLatest></Version><DeleteMarker><Key>a</Key><IsLatest>true</IsLatest></DeleteMarker></ListVersionsResult>",
      },
    },
    "1 older version and 1 delete marker",
  ],
  [
    "an upload under way",
    {
      uploads: {
        body: "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated><Upload><Key>a</Key></Upload></ListMultipartUploadsResult>",
      },
    },
    "1 incomplete multipart upload",
  ],
  [
    "more versions than are counted",
    {
      versions: {
        body: "<ListVersionsResult><IsTruncated>true</IsTruncated><Version><Key>a</Key><IsLatest>false</IsLatest></Version></ListVersionsResult>",
      },
    },
    "1 or more older versions",
  ],
  [
    "more than is counted",
    {
      objects: {
        body: "<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>",
      },
    },
    "1 or more objects",
  ],
])("a bucket with %s is kept, and what it holds is told", async ([, given, words]) => {
  const { aws, requests } = bucketWith(given);
  await expect(deleteBucket(aws, "reports", confirmed)).rejects.toMatchObject({
    code: "conflict",
    failure: { name: "BucketNotEmpty", message: `reports holds ${words}. Nothing was deleted.` },
  });
  expect(requests.map(nameOf)).not.toContain("DELETE");
});

test("where listing is refused S3 itself decides", async () => {
  const { aws } = bucketWith({
    objects: s3Error(403, "AccessDenied"),
    versions: s3Error(403, "AccessDenied"),
    DELETE: s3Error(409, "BucketNotEmpty"),
  });
  await expect(deleteBucket(aws, "reports", confirmed)).rejects.toMatchObject({
    code: "conflict",
    failure: { name: "BucketNotEmpty", service: "S3" },
  });
});

test("a refusal names the permission", async () => {
  const { aws } = bucketWith({ DELETE: s3Error(403, "AccessDenied") });
  await expect(deleteBucket(aws, "reports", confirmed)).rejects.toMatchObject({
    code: "denied",
    failure: { permission: "s3:DeleteBucket" },
  });
});

test("a bucket that somebody else deleted before is missing", async () => {
  const { aws } = bucketWith({ DELETE: s3Error(404, "NoSuchBucket") });
  await expect(deleteBucket(aws, "reports", confirmed)).rejects.toMatchObject({ code: "missing" });
});

test("a name that is still found after the deletion is a loud failure", async () => {
  const { aws } = bucketWith({ HEAD: { status: 403, headers: { "x-amz-bucket-region": "us-east-1" } } });
  await expect(deleteBucket(aws, "reports", confirmed)).rejects.toMatchObject({
    code: "conflict",
    failure: { name: "ReadBackMismatch" },
  });
});
