import { expect, test } from "vitest";
import { attempt } from "#lib/aws/errors.ts";
import { s3Error, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { hasDeleteMarker } from "./delete-marker-read.ts";
import { getObjectHead } from "./object-read.ts";

const list = (entry: string) => ({
  body: `<ListVersionsResult><IsTruncated>false</IsTruncated>${entry}</ListVersionsResult>`,
});
const MARKER = "<DeleteMarker><Key>a</Key><VersionId>m1</VersionId><IsLatest>true</IsLatest></DeleteMarker>";
const VERSION = "<Version><Key>a</Key><VersionId>m1</VersionId><IsLatest>true</IsLatest></Version>";

/** What is told of a key whose HEAD has this status. */
async function told(status: number, listed: string, versionId?: string) {
  const address = { bucket: "reports", key: "a", versionId };
  const { aws, requests } = scripted(({ method, query }: SentRequest) => {
    if (Object.hasOwn(query, "versions")) return list(listed);
    return method === "HEAD" ? { status } : s3Error(status, status === 405 ? "MethodNotAllowed" : "AccessDenied");
  });
  const head = await attempt(getObjectHead(aws, address));
  if (head.ok) throw new Error("The object can be read.");
  const marked = await hasDeleteMarker(aws, address, head.failure);
  return { marked, lists: requests.filter(({ query }) => Object.hasOwn(query, "versions")).length };
}

test.for<[string, number, string, string | undefined, boolean]>([
  ["a key that a marker hides", 404, MARKER, undefined, true],
  ["a key that was never there", 404, "", undefined, false],
  ["a key that came back meanwhile", 404, VERSION, undefined, false],
  ["the marker itself", 405, MARKER, "m1", true],
])("of %s it is told whether there is a marker", async ([, status, listed, versionId, marked]) => {
  expect(await told(status, listed, versionId)).toEqual({ marked, lists: 1 });
});

test("a refused read is no question of markers", async () => {
  expect(await told(403, MARKER)).toEqual({ marked: false, lists: 0 });
});
