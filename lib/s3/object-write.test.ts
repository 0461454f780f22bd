import { describe, expect, it, test } from "vitest";
import { s3Error, scripted } from "#lib/aws/testing.ts";
import type { DefaultEncryption } from "./encryption.ts";
import { deleteObject, partSizeFor, putObject } from "./object-write.ts";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/11111111-1111-1111-1111-111111111111";
const ASKED: DefaultEncryption = { type: "DSSE-KMS", keyId: KEY };
const ADDRESS = { bucket: "records", key: "a.pdf" };
const DATED = { "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT" };
const AS_ASKED = {
  "x-amz-server-side-encryption": "aws:kms:dsse",
  "x-amz-server-side-encryption-aws-kms-key-id": KEY,
  "content-length": "5",
  ...DATED,
  etag: '"e1"',
};
const PUT = { headers: { etag: '"e1"' } };

async function* bytes(...chunks: string[]) {
  for (const chunk of chunks) yield new TextEncoder().encode(chunk);
}

const content = (body = bytes("he", "llo"), size = 5) => ({
  body,
  size,
  contentType: "text/plain",
  replace: false,
  confirmed: false,
});

describe("putObject", () => {
  it("asks for the algorithm with its key, refuses to overwrite, and reads back", async () => {
    const { aws, requests } = scripted([PUT, { headers: AS_ASKED }]);

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
    ["no encryption at all", { "content-length": "5", ...DATED, etag: '"e1"' }],
    ["other than all bytes", { ...AS_ASKED, "content-length": "4" }],
  ] as const)("is not as asked when S3 reads back %s", async ([, headers]) => {
    const { aws } = scripted([PUT, { headers }]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).resolves.toMatchObject({
      asAsked: false,
      head: { ok: true },
    });
  });

  const versioning = (status: string) => ({
    body: `<VersioningConfiguration>${status}</VersioningConfiguration>`,
  });

  it("replaces what stays as an older version without being confirmed, having asked for the versioning", async () => {
    const { aws, requests } = scripted([versioning("<Status>Enabled</Status>"), PUT, { headers: AS_ASKED }]);

    await expect(putObject(aws, ADDRESS, ASKED, { ...content(), replace: true })).resolves.toMatchObject({
      asAsked: true,
    });
    expect(requests[1]?.headers).not.toHaveProperty("if-none-match");
  });

  test.for([
    ["never versioned", versioning(""), { name: "NotConfirmed", code: "invalid" }],
    [
      "suspended meanwhile",
      versioning("<Status>Suspended</Status>"),
      { name: "NotConfirmed", operation: "PutObject", message: expect.stringContaining("Nothing was changed") },
    ],
    ["not told", s3Error(403, "AccessDenied"), { code: "denied", permission: "s3:GetBucketVersioning" }],
  ] as const)(
    "stores nothing over what may be lost, unless confirmed, where versioning is %s",
    async ([, answer, failure]) => {
      const { aws, requests } = scripted([answer]);

      await expect(putObject(aws, ADDRESS, ASKED, { ...content(), replace: true })).rejects.toMatchObject({ failure });
      expect(requests.map(({ method }) => method)).toEqual(["GET"]);
    },
  );

  it("replaces what is lost for good once that is confirmed", async () => {
    const { aws, requests } = scripted([PUT, { headers: AS_ASKED }]);

    await putObject(aws, ADDRESS, ASKED, { ...content(), replace: true, confirmed: true });
    expect(requests.map(({ method }) => method)).toEqual(["PUT", "HEAD"]);
  });

  const version = (id: string) => ({ "x-amz-version-id": id });

  it("reads the version back that it stored when another lies above it", async () => {
    const { aws, requests } = scripted([
      { headers: { ...PUT.headers, ...version("v1") } },
      { headers: { ...AS_ASKED, etag: '"e2"', ...version("v2") } },
      { headers: { ...AS_ASKED, ...version("v1") } },
    ]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).resolves.toMatchObject({
      asAsked: true,
      head: { value: { versionId: "v1", etag: '"e1"' } },
    });
    expect(requests.at(-1)).toMatchObject({ method: "HEAD", query: { versionId: "v1" } });
  });

  it("reads its version back from below a delete marker", async () => {
    const { aws } = scripted([
      { headers: { ...PUT.headers, ...version("v1") } },
      { status: 404 },
      { headers: { ...AS_ASKED, ...version("v1") } },
    ]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).resolves.toMatchObject({ asAsked: true });
  });

  it("knows its object by the ETag where S3 names no version, or the one that is replaced", async () => {
    for (const [stored, found] of [
      [{}, version("null")],
      [version("null"), version("null")],
      [{}, {}],
    ]) {
      const { aws } = scripted([{ headers: { ...PUT.headers, ...stored } }, { headers: { ...AS_ASKED, ...found } }]);

      await expect(putObject(aws, ADDRESS, ASKED, content())).resolves.toMatchObject({ asAsked: true });
    }
  });

  test.for([
    ["replaced it", [{ headers: { ...AS_ASKED, etag: '"e2"' } }]],
    ["deleted it", [{ status: 404 }]],
  ] as const)("is not known to be as asked when somebody %s where no versions are kept", async ([, answers]) => {
    const { aws } = scripted([PUT, ...answers]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).resolves.toMatchObject({
      asAsked: false,
      head: { ok: false, failure: { name: "ReplacedMeanwhile" } },
    });
  });

  test.for([
    ["refused", [{ status: 403 }, s3Error(403, "AccessDenied")], { permission: "s3:GetObject" }],
    ["slowed down", [{ status: 503 }], { code: "throttled" }],
    ["cut off", [Object.assign(new Error("reset"), { code: "ECONNRESET" })], { code: "unreachable" }],
  ] as const)("is stored, and not known to be as asked, when its reading is %s", async ([, answers, failure]) => {
    const { aws } = scripted([PUT, ...answers]);

    await expect(putObject(aws, ADDRESS, ASKED, content())).resolves.toMatchObject({
      asAsked: false,
      head: { ok: false, failure },
    });
  });

  it("stores nothing for a sender that went away after the last byte", async () => {
    const { aws, requests } = scripted([]);

    await expect(putObject(aws, ADDRESS, ASKED, { ...content(), signal: AbortSignal.abort() })).rejects.toMatchObject({
      failure: { name: "Cancelled" },
    });
    expect(requests).toEqual([]);
  });

  it("takes a multipart upload back when the sender goes away during its last part", async () => {
    const leaving = new AbortController();
    const size = 9 * 1024 * 1024;
    const { aws, requests } = scripted(({ method, query }) => {
      if (query.partNumber === "2") leaving.abort();
      return method === "POST" && "uploads" in query
        ? { body: "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>" }
        : PUT;
    });
    async function* whole() {
      yield new Uint8Array(size);
    }

    await expect(
      putObject(aws, ADDRESS, ASKED, { ...content(), body: whole(), size, signal: leaving.signal }),
    ).rejects.toMatchObject({ failure: { name: "Cancelled" } });
    expect(requests.map(({ method }) => method)).toEqual(["POST", "PUT", "PUT", "DELETE"]);
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

  it("sends a part again whose connection broke", async () => {
    const size = 9 * 1024 * 1024;
    let broken = false;
    const { aws, requests } = scripted(
      ({ method, query }) => {
        if (query.partNumber === "1" && !broken) {
          broken = true;
          return Object.assign(new Error("reset"), { code: "ECONNRESET" });
        }
        if (method === "HEAD") return { headers: { ...AS_ASKED, "content-length": String(size) } };
        if (method === "POST" && "uploads" in query)
          return { body: "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>" };
        return method === "POST"
          ? { body: '<CompleteMultipartUploadResult><ETag>"e1"</ETag></CompleteMultipartUploadResult>' }
          : PUT;
      },
      { maxAttempts: 2 },
    );
    async function* whole() {
      yield new Uint8Array(size);
    }

    await expect(putObject(aws, ADDRESS, ASKED, { ...content(), body: whole(), size })).resolves.toMatchObject({
      asAsked: true,
    });
    expect(requests.filter(({ query }) => query.partNumber === "1")).toHaveLength(2);
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

  test.for([
    ["suspended", "<Status>Suspended</Status>"],
    ["never turned on", ""],
  ] as const)("wants a confirmation where versioning is %s, and then asks no more", async ([, status]) => {
    const unconfirmed = scripted([versioning(status)]);
    await expect(deleteObject(unconfirmed.aws, ADDRESS, { etag: null, confirmed: false })).rejects.toMatchObject({
      failure: { name: "NotConfirmed" },
    });
    const confirmed = scripted([{ status: 204 }]);
    await deleteObject(confirmed.aws, ADDRESS, { etag: null, confirmed: true });
    expect(confirmed.requests.map(({ method }) => method)).toEqual(["DELETE"]);
  });

  it("deletes nothing unconfirmed where the versioning may not be read", async () => {
    const { aws, requests } = scripted([s3Error(403, "AccessDenied")]);

    await expect(deleteObject(aws, ADDRESS, { etag: null, confirmed: false })).rejects.toMatchObject({
      failure: { permission: "s3:GetBucketVersioning" },
    });
    expect(requests).toHaveLength(1);
  });

  const listed = (inner: string) => ({
    body: `<ListVersionsResult><IsTruncated>false</IsTruncated>${inner}</ListVersionsResult>`,
  });
  const version = (id: string, etag: string) =>
    `<Version><Key>a.pdf</Key><VersionId>${id}</VersionId><IsLatest>true</IsLatest><ETag>${etag}</ETag></Version>`;
  const marker = (id: string) =>
    `<DeleteMarker><Key>a.pdf</Key><VersionId>${id}</VersionId><IsLatest>true</IsLatest></DeleteMarker>`;

  it.for(["v1", "null"])("wants a confirmation for the version %s, without asking for the versioning", async (id) => {
    const { aws, requests } = scripted([listed(version(id, '"e"'))]);

    await expect(
      deleteObject(aws, { ...ADDRESS, versionId: id }, { etag: null, confirmed: false }),
    ).rejects.toMatchObject({ failure: { name: "NotConfirmed" } });
    expect(requests.map(({ query }) => "versions" in query)).toEqual([true]);
  });

  it("takes a delete marker off unconfirmed, by its own id", async () => {
    const { aws, requests } = scripted([listed(marker("m1")), { status: 204 }]);

    await deleteObject(aws, { ...ADDRESS, versionId: "m1" }, { etag: null, confirmed: false });
    expect(requests.at(-1)).toMatchObject({ method: "DELETE", query: { versionId: "m1" } });
  });

  it.for([
    ["another object", version("null", '"new"')],
    ["a delete marker", marker("null")],
    ["nothing", ""],
  ] as const)("leaves the version null alone when %s is there instead", async ([, now]) => {
    const { aws, requests } = scripted([listed(now)]);

    await expect(
      deleteObject(aws, { ...ADDRESS, versionId: "null" }, { etag: '"old"', confirmed: true }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("deletes the version null that was seen", async () => {
    const { aws, requests } = scripted([listed(version("null", '"old"')), { status: 204 }]);

    await deleteObject(aws, { ...ADDRESS, versionId: "null" }, { etag: '"old"', confirmed: true });
    expect(requests.at(-1)).toMatchObject({ method: "DELETE", query: { versionId: "null" } });
  });

  it("sends a key with a line feed as it is", async () => {
    const { aws, requests } = scripted([{ status: 204 }]);

    await deleteObject(aws, { ...ADDRESS, key: "line\nbreak.txt" }, { etag: null, confirmed: true });
    expect(requests[0]?.path).toBe("/line%0Abreak.txt");
  });

  it("leaves an object alone that was replaced meanwhile", async () => {
    const { aws, requests } = scripted([{ headers: { ...DATED, etag: '"new"' } }]);

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

  it("names a refusal to delete a version, which is another permission, and deletes nothing else", async () => {
    const { aws, requests } = scripted([{ headers: { ...DATED, etag: '"old"' } }, s3Error(403, "AccessDenied")]);

    await expect(
      deleteObject(aws, { ...ADDRESS, versionId: "v1" }, { etag: '"old"', confirmed: true }),
    ).rejects.toMatchObject({ failure: { code: "denied", permission: "s3:DeleteObjectVersion" } });
    expect(requests.map(({ method, query }) => [method, query.versionId])).toEqual([
      ["HEAD", "v1"],
      ["DELETE", "v1"],
    ]);
  });
});
