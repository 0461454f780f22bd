import { describe, expect, it } from "vitest";
import { answering, s3Error, scripted } from "#lib/aws/testing.ts";
import { findObjectVersion, getObjectHead, listObjects, listObjectVersions } from "./object-read.ts";

const ADDRESS = { bucket: "records", key: "a//../b c.pdf" };
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/11111111-1111-1111-1111-111111111111";

describe("getObjectHead", () => {
  it("reads the encryption, asks for one version, and sends no encryption header", async () => {
    const { aws, requests } = scripted([
      {
        headers: {
          "x-amz-server-side-encryption": "aws:kms:dsse",
          "x-amz-server-side-encryption-aws-kms-key-id": KEY,
          "content-length": "5",
          etag: '"e"',
          "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT",
        },
      },
    ]);

    await expect(getObjectHead(aws, { ...ADDRESS, versionId: "v1" })).resolves.toMatchObject({
      encryption: { type: "DSSE-KMS", keyId: KEY },
      size: 5,
      storageClass: "STANDARD",
    });
    expect(requests[0]).toMatchObject({ method: "HEAD", path: "/a//../b%20c.pdf", query: { versionId: "v1" } });
    expect(Object.keys(requests[0]?.headers ?? {}).filter((name) => name.startsWith("x-amz-server-side"))).toEqual([]);
  });

  it("names a refusal that HEAD leaves without a reason", async () => {
    const { aws, requests } = scripted([
      { status: 403 },
      s3Error(403, "AccessDenied", "User is not authorized to perform: s3:GetObject"),
    ]);

    await expect(getObjectHead(aws, ADDRESS)).rejects.toMatchObject({
      failure: { code: "denied", permission: "s3:GetObject", requestId: "R1" },
    });
    expect(requests[1]).toMatchObject({ method: "GET", headers: { range: "bytes=0-0" } });
  });

  it("knows SSE-C by S3's own words, though HEAD says only 400, and nothing else", async () => {
    const words =
      "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.";
    const { aws } = scripted([{ status: 400 }, s3Error(400, "InvalidRequest", words)]);

    await expect(getObjectHead(aws, ADDRESS)).resolves.toEqual({
      encryption: { type: "SSE-C", algorithm: "AES256" },
      size: null,
      contentType: null,
      modifiedAt: null,
      etag: null,
      versionId: null,
      storageClass: null,
      metadata: null,
    });
  });

  it("does not call another 400 SSE-C", async () => {
    const { aws } = scripted([{ status: 400 }, s3Error(400, "KMS.DisabledException", "key is disabled.")]);

    await expect(getObjectHead(aws, ADDRESS)).rejects.toMatchObject({ failure: { name: "KMS.DisabledException" } });
  });

  it("says missing without asking again", async () => {
    await expect(getObjectHead(answering(404), ADDRESS)).rejects.toMatchObject({ code: "missing" });
  });
});

describe("listObjects", () => {
  it("gives keys back as they are, whatever characters they hold", async () => {
    const aws = answering(
      200,
      `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>t2</NextContinuationToken>
       <Contents><Key>a%01b+c%2Bd%252e</Key><Size>7</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>
       <CommonPrefixes><Prefix>x+y/</Prefix></CommonPrefixes></ListBucketResult>`,
    );

    const page = await listObjects(aws, "records", { prefix: "", token: null });

    expect(page.objects).toMatchObject([{ key: "a\u0001b c+d%2e", size: 7 }]);
    expect(page.prefixes).toEqual(["x y/"]);
    expect(page.nextToken).toBe("t2");
  });

  it("names a refusal", async () => {
    await expect(listObjects(answering(403, ""), "records", { prefix: "", token: null })).rejects.toMatchObject({
      failure: { permission: "s3:ListBucket" },
    });
  });
});

describe("versions", () => {
  const page = (inner: string, more = "") => ({
    body: `<ListVersionsResult>${inner}<IsTruncated>${more !== ""}</IsTruncated>${more}</ListVersionsResult>`,
  });
  const entry = (kind: string, key: string, id: string, day: string, latest = false) =>
    `<${kind}><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${latest}</IsLatest><LastModified>2026-01-${day}T00:00:00.000Z</LastModified><Size>1</Size>${kind === "Version" ? `<ETag>"${id}"</ETag>` : ""}</${kind}>`;
  const OBJECT = { bucket: "records", key: "a b" };
  const NEWEST = page(
    entry("DeleteMarker", "a+b", "v3", "03", true) + entry("Version", "a+b", "v2", "02"),
    "<NextKeyMarker>a+b</NextKeyMarker><NextVersionIdMarker>v2</NextVersionIdMarker>",
  );
  const OLDER = page(
    entry("Version", "a+b", "null", "01") + entry("Version", "a+bc", "w1", "04"),
    "<NextKeyMarker>a+bc</NextKeyMarker><NextVersionIdMarker>w1</NextVersionIdMarker>",
  );

  it("are listed a page at a time, of exactly this key, newest first, delete markers among them", async () => {
    const { aws, requests } = scripted([NEWEST, OLDER]);

    const first = await listObjectVersions(aws, OBJECT);
    expect(first).toMatchObject({
      versions: [
        { versionId: "v3", deleteMarker: true, latest: true, etag: null },
        { versionId: "v2", deleteMarker: false, latest: false, etag: '"v2"' },
      ],
      next: "v2",
    });
    const second = await listObjectVersions(aws, OBJECT, { after: first.next });
    expect(second).toMatchObject({ versions: [{ versionId: "null", etag: '"null"' }], next: null });
    expect(requests[0]?.query).toMatchObject({ prefix: "a b", "max-keys": "100" });
    expect(requests[1]?.query).toMatchObject({ "key-marker": "a b", "version-id-marker": "v2" });
  });

  it("are looked through until the one that is addressed", async () => {
    const { aws, requests } = scripted([NEWEST, OLDER]);

    await expect(findObjectVersion(aws, { ...OBJECT, versionId: "null" })).resolves.toMatchObject({ etag: '"null"' });
    expect(requests).toHaveLength(2);
  });

  it("tell the current one, a delete marker too, and that there is none", async () => {
    await expect(findObjectVersion(scripted([NEWEST]).aws, OBJECT)).resolves.toMatchObject({ versionId: "v3" });
    await expect(findObjectVersion(scripted([page("")]).aws, OBJECT)).resolves.toBeNull();
    const other = page(entry("Version", "a+bc", "w1", "04", true));
    await expect(findObjectVersion(scripted([other]).aws, OBJECT)).resolves.toBeNull();
  });

  it("are not known when the list is refused", async () => {
    const { aws } = scripted([s3Error(403, "AccessDenied")]);

    await expect(findObjectVersion(aws, OBJECT)).rejects.toMatchObject({
      failure: { permission: "s3:ListBucketVersions" },
    });
  });
});
