import { describe, expect, it } from "vitest";
import { answering, s3Error, scripted } from "#lib/aws/testing.ts";
import { getObjectHead, listObjects, listObjectVersions } from "./object-read.ts";

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

  it("knows SSE-C by S3's own words, though HEAD says only 400", async () => {
    const words =
      "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.";
    const { aws } = scripted([{ status: 400 }, s3Error(400, "InvalidRequest", words)]);

    await expect(getObjectHead(aws, ADDRESS)).resolves.toMatchObject({ encryption: { type: "SSE-C" } });
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

describe("listObjectVersions", () => {
  it("reads every page of exactly this key, delete markers among them, newest first", async () => {
    const page = (inner: string, more: string) => ({
      body: `<ListVersionsResult>${inner}<IsTruncated>${more !== ""}</IsTruncated>${more}</ListVersionsResult>`,
    });
    const entry = (kind: string, key: string, id: string, day: string, latest = false) =>
      `<${kind}><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${latest}</IsLatest><LastModified>2026-01-${day}T00:00:00.000Z</LastModified><Size>1</Size></${kind}>`;
    const { aws, requests } = scripted([
      page(
        entry("DeleteMarker", "a+b", "v3", "03", true) + entry("Version", "a+b", "v2", "02"),
        "<NextKeyMarker>a+b</NextKeyMarker><NextVersionIdMarker>v2</NextVersionIdMarker>",
      ),
      page(
        entry("Version", "a+b", "v1", "01") + entry("Version", "a+bc", "w1", "04"),
        "<NextKeyMarker>a+bc</NextKeyMarker>",
      ),
    ]);

    const versions = await listObjectVersions(aws, "records", "a b");

    expect(versions.map(({ versionId, deleteMarker, latest }) => [versionId, deleteMarker, latest])).toEqual([
      ["v3", true, true],
      ["v2", false, false],
      ["v1", false, false],
    ]);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.query).toMatchObject({ "key-marker": "a b", "version-id-marker": "v2" });
  });
});
