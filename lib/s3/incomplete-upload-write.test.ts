import { expect, test } from "vitest";
import { type Answer, s3Error, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { toPartsSummary } from "./incomplete-upload.ts";
import { abortUpload } from "./incomplete-upload-write.ts";

const ADDRESS = { bucket: "reports", key: "a/half.bin", uploadId: "U1" };
const AT = "2026-11-20T10:00:00.000Z";
const SEEN = toPartsSummary({ count: 1, more: false, size: 5, latestAt: new Date(AT) });
const PART = `<Part><PartNumber>1</PartNumber><LastModified>${AT}</LastModified><Size>5</Size></Part>`;
const LOST = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

type Name = "abort" | "parts" | "uploads";

/** An upload of one part, which is gone once it was aborted. */
function uploadWith(given: Partial<Record<Name, Answer>> = {}, parts = PART) {
  let aborted = false;
  return scripted((request) => {
    const name = nameOf(request);
    aborted ||= name === "abort";
    const answer = given[name];
    if (answer !== undefined) return answer;
    if (name === "abort") return { status: 204 };
    if (name === "parts")
      return { body: `<ListPartsResult><IsTruncated>false</IsTruncated>${parts}</ListPartsResult>` };
    const left = aborted ? "" : `<Upload><Key>${ADDRESS.key}</Key><UploadId>U1</UploadId></Upload>`;
    return { body: `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${left}</ListMultipartUploadsResult>` };
  });
}

function nameOf({ method, query }: SentRequest): Name {
  if (method === "DELETE") return "abort";
  return Object.hasOwn(query, "uploads") ? "uploads" : "parts";
}

const asSeen = { seen: SEEN, confirmed: true };

test("an upload that is as it was seen is aborted, and S3 asked whether it lists it still", async () => {
  const { aws, requests } = uploadWith();
  expect(await abortUpload(aws, ADDRESS, asSeen)).toBe("aborted");
  expect(requests.map(nameOf)).toEqual(["parts", "abort", "uploads"]);
  expect(requests[1]).toMatchObject({ path: "/a/half.bin", query: { uploadId: "U1" } });
});

test("without the key typed nothing is sent", async () => {
  const { aws, requests } = uploadWith();
  await expect(abortUpload(aws, ADDRESS, { ...asSeen, confirmed: false })).rejects.toMatchObject({ code: "invalid" });
  expect(requests).toEqual([]);
});

test("an upload that got another part since is still being sent, and stays", async () => {
  const { aws, requests } = uploadWith({}, PART + PART);
  await expect(abortUpload(aws, ADDRESS, asSeen)).rejects.toMatchObject({
    failure: { name: "ChangedMeanwhile", message: expect.stringContaining("then 1 part, 5 bytes") },
  });
  expect(requests.map(nameOf)).toEqual(["parts"]);
});

test.for<[string, Partial<Record<Name, Answer>>]>([
  ["before it was looked at", { parts: s3Error(404, "NoSuchUpload") }],
  ["between the look and the request", { abort: s3Error(404, "NoSuchUpload") }],
])("an upload that somebody completed or aborted %s is gone, not aborted here", async ([, given]) => {
  expect(await abortUpload(uploadWith(given).aws, ADDRESS, asSeen)).toBe("gone");
});

test("a refused abort names its permission", async () => {
  const { aws } = uploadWith({ abort: s3Error(403, "AccessDenied") });
  await expect(abortUpload(aws, ADDRESS, asSeen)).rejects.toMatchObject({
    failure: { code: "denied", permission: "s3:AbortMultipartUpload" },
  });
});

test("parts that may not be listed are not compared where they were not known before either", async () => {
  const { aws, requests } = uploadWith({ parts: s3Error(403, "AccessDenied") });
  expect(await abortUpload(aws, ADDRESS, { seen: null, confirmed: true })).toBe("aborted");
  expect(requests.map(nameOf)).toEqual(["abort", "uploads"]);
  await expect(abortUpload(aws, ADDRESS, asSeen)).rejects.toMatchObject({ code: "denied" });
});

test("an abort whose answer was lost is done where S3 lists the upload no more", async () => {
  expect(await abortUpload(uploadWith({ abort: LOST }).aws, ADDRESS, asSeen)).toBe("aborted");
});

test("an upload that S3 still lists after the abort is a failure", async () => {
  const still = `<Upload><Key>${ADDRESS.key}</Key><UploadId>U1</UploadId></Upload>`;
  const { aws } = uploadWith({
    uploads: {
      body: `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${still}</ListMultipartUploadsResult>`,
    },
  });
  await expect(abortUpload(aws, ADDRESS, asSeen)).rejects.toMatchObject({ failure: { name: "ReadBackMismatch" } });
});
