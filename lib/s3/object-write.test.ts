import { describe, expect, it, test } from "vitest";
import { s3Error, scripted } from "#lib/aws/testing.ts";
import type { DefaultEncryption } from "./encryption.ts";
import { deleteObject, partSizeFor, putObject } from "./object-write.ts";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/11111111-1111-1111-1111-111111111111";
const ASKED: DefaultEncryption = { type: "DSSE-KMS", keyId: KEY };
const ADDRESS = { bucket: "records", key: "a.pdf" };
const AS_ASKED = {
  "x-amz-server-side-encryption": "aws:kms:dsse",
  "x-amz-server-side-encryption-aws-kms-key-id": KEY,
  "content-length": "5",
};

async function* bytes(...chunks: string[]) {
  for (const chunk of chunks) yield new TextEncoder().encode(chunk);
}

const content = (body = bytes("he", "llo"), size = 5) => ({ body, size, contentType: "text/plain", replace: false });

describe("putObject", () => {
  it("asks for the algorithm with its key, refuses to overwrite, and reads back", async () => {
    const { aws, requests } = scripted([{}, { headers: AS_ASKED }]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).resolves.toMatchObject({ asAsked: true });
    expect(requests.map(({ method }) => method)).toEqual(["PUT", "HEAD"]);
    expect(requests[0]?.headers).toMatchObject({
      "x-amz-server-side-encryption": "aws:kms:dsse",
      "x-amz-server-side-encryption-aws-kms-key-id": KEY,
      "if-none-match": "*",
    });
  });

  test.for([
    ["a weaker algorithm", { ...AS_ASKED, "x-amz-server-side-encryption": "aws:kms" }],
    ["another key", { ...AS_ASKED, "x-amz-server-side-encryption-aws-kms-key-id": KEY.replace("1111-", "2222-") }],
    ["no encryption at all", { "content-length": "5" }],
    ["other than all bytes", { ...AS_ASKED, "content-length": "4" }],
  ] as const)("is not as asked when S3 reads back %s", async ([, headers]) => {
    const { aws } = scripted([{}, { headers }]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).resolves.toMatchObject({ asAsked: false });
  });

  test.for([
    ["fewer", bytes("he")],
    ["more", bytes("hello", "!")],
  ] as const)("stores nothing when %s bytes arrive than promised", async ([, body]) => {
    const { aws, requests } = scripted([]);

    await expect(putObject(aws, ADDRESS, ASKED, content(body))).rejects.toMatchObject({
      failure: { name: "IncompleteBody" },
    });
    expect(requests).toEqual([]);
  });

  it("takes a multipart upload back when the body breaks off", async () => {
    const size = 20 * 1024 * 1024;
    const { aws, requests } = scripted(({ method, query }) =>
      method === "POST" && "uploads" in query
        ? { body: "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>" }
        : { headers: { etag: '"e"' } },
    );
    async function* broken() {
      yield new Uint8Array(9 * 1024 * 1024);
      throw new Error("aborted");
    }

    await expect(putObject(aws, ADDRESS, ASKED, { ...content(), body: broken(), size })).rejects.toMatchObject({
      failure: { name: "IncompleteBody" },
    });
    expect(requests.at(-1)).toMatchObject({ method: "DELETE", query: { uploadId: "u1" } });
    expect(requests[0]?.headers).toMatchObject({ "x-amz-server-side-encryption": "aws:kms:dsse" });
  });

  it("says that the key is taken", async () => {
    const { aws } = scripted([s3Error(412, "PreconditionFailed")]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).rejects.toMatchObject({ code: "conflict" });
  });

  it("names a refusal", async () => {
    const { aws } = scripted([
      s3Error(403, "AccessDenied", "not authorized to perform: kms:GenerateDataKey on resource"),
    ]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).rejects.toMatchObject({
      failure: { code: "denied", permission: "kms:GenerateDataKey" },
    });
  });
});

test.for([
  [0, 8],
  [80_000 * 1024 * 1024, 8],
  [5 * 1024 ** 4, 525],
] as const)("%d bytes fit into 10,000 parts of %d MiB", ([size, mebibytes]) => {
  expect(partSizeFor(size)).toBe(mebibytes * 1024 * 1024);
  expect(Math.ceil(size / partSizeFor(size))).toBeLessThanOrEqual(10_000);
});

describe("deleteObject", () => {
  const versioning = (status: string) => ({ body: `<VersioningConfiguration>${status}</VersioningConfiguration>` });

  it("wants a confirmation where nothing brings the object back", async () => {
    const { aws, requests } = scripted([versioning("")]);

    await expect(deleteObject(aws, ADDRESS, { etag: null, confirmed: false })).rejects.toMatchObject({
      failure: { name: "NotConfirmed" },
    });
    expect(requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("needs none for a delete marker", async () => {
    const { aws, requests } = scripted([versioning("<Status>Enabled</Status>"), { status: 204 }]);

    await deleteObject(aws, ADDRESS, { etag: null, confirmed: false });
    expect(requests.at(-1)).toMatchObject({ method: "DELETE", path: "/a.pdf" });
  });

  it("leaves an object alone that was replaced meanwhile", async () => {
    const { aws, requests } = scripted([{ headers: { etag: '"new"' } }]);

    await expect(deleteObject(aws, ADDRESS, { etag: '"old"', confirmed: true })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(requests.map(({ method }) => method)).toEqual(["HEAD"]);
  });

  it("names a refusal", async () => {
    const { aws } = scripted([s3Error(403, "AccessDenied")]);

    await expect(deleteObject(aws, ADDRESS, { etag: null, confirmed: true })).rejects.toMatchObject({
      failure: { permission: "s3:DeleteObject" },
    });
  });
});
