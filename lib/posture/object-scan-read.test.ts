import { expect, test } from "vitest";
import { type Answer, s3Error, scripted } from "#lib/aws/testing.ts";
import type { ObjectScan } from "./object-scan.ts";
import { scanObjects } from "./object-scan-read.ts";

const KEY = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const OTHER = KEY.replaceAll("1", "9");

const version = (key: string, id: string, latest: boolean) =>
  `<Version><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${latest}</IsLatest></Version>`;

/** Two pages: an object with a replaced version, then one under another key, a refused one and a delete marker. */
const PAGES = [
  `<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>a%2B</NextKeyMarker><NextVersionIdMarker>1</NextVersionIdMarker>${version("a%2B", "2", true)}${version("a%2B", "1", false)}</ListVersionsResult>`,
  `<ListVersionsResult><IsTruncated>false</IsTruncated>${version("b", "1", true)}${version("c", "1", true)}<DeleteMarker><Key>d</Key><VersionId>1</VersionId></DeleteMarker></ListVersionsResult>`,
];

/** What is current is under another key; only whoever asks for the replaced version is told that it is under this one. */
const KEYS: Record<string, string> = { "/scan-me/a%2B": OTHER, "/scan-me/a%2B 1": KEY, "/scan-me/b": KEY };

function bucketOfVersions() {
  let listed = 0;
  return scripted(
    ({ method, path, query }): Answer => {
      if (method === "HEAD" && /^\/scan-me\/?$/.test(path))
        return { headers: { "x-amz-bucket-region": "eu-central-1" } };
      if ("versions" in query) return { body: PAGES[listed++] ?? "" };
      if (path === "/scan-me/c") return s3Error(403, "AccessDenied");
      const headers = {
        "x-amz-server-side-encryption": "aws:kms:dsse",
        "content-length": "3",
        etag: '"e"',
        "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT",
      };
      return {
        headers: {
          ...headers,
          "x-amz-server-side-encryption-aws-kms-key-id": KEYS[[path, query.versionId ?? []].flat().join(" ")] ?? "",
        },
      };
    },
    { endpoints: { s3: "http://s3.test", s3control: null, kms: null, sts: null } },
  );
}

async function scan(limit: number, signal = new AbortController().signal): Promise<ObjectScan[]> {
  const { aws } = bucketOfVersions();
  return collect(scanObjects(aws, { bucket: "scan-me", keyArn: KEY, limit, signal }));
}

async function collect(scans: AsyncIterable<ObjectScan>): Promise<ObjectScan[]> {
  const all: ObjectScan[] = [];
  for await (const one of scans) all.push(one);
  return all;
}

test("every page is told, and the last says that it is over", async () => {
  const scans = await scan(1000);
  expect(scans).toHaveLength(2);
  expect(scans[0]).toMatchObject({ listed: 2, read: 2, current: 0, older: 1, bytes: 3, hasMore: true, isOver: false });
  expect(scans[1]).toMatchObject({
    listed: 4,
    read: 3,
    current: 1,
    older: 1,
    hasMore: false,
    isOver: true,
    failure: { permission: "s3:GetObject" },
  });
});

test("a limit ends it, and says that there is more", async () => {
  expect((await scan(2)).at(-1)).toMatchObject({ listed: 2, hasMore: true, isOver: true });
});

test("a stop ends it, and says that there is more", async () => {
  expect((await scan(1000, AbortSignal.abort())).at(-1)).toMatchObject({ listed: 0, hasMore: true, isOver: true });
});

test("a refused list is told with its permission, and nothing counts as read", async () => {
  const { aws } = scripted(() => s3Error(403, "AccessDenied"), { region: "eu-central-1" });
  const scans = await collect(
    scanObjects(aws, { bucket: "refused", keyArn: KEY, limit: 10, signal: new AbortController().signal }),
  );
  expect(scans).toMatchObject([{ listed: 0, read: 0, hasMore: true, isOver: true, failure: { code: "denied" } }]);
});
