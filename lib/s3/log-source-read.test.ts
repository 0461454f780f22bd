import { expect, test } from "vitest";
import { type Answer, s3Error, scripted } from "#lib/aws/testing.ts";
import { logsInto } from "./log-source.ts";
import { listLogSources, listRecentLogSources, LOGS_ASKED_AT_MOST } from "./log-source-read.ts";

/** An account with these buckets, by Region, which answer so where their log goes. */
function accountWith(regions: Record<string, string>, given: Record<string, Answer> = {}) {
  return scripted(({ path, hostname, query }) => {
    if (!Object.hasOwn(query, "logging")) {
      const buckets = Object.entries(regions).map(
        ([name, region]) => `<Bucket><Name>${name}</Name><BucketRegion>${region}</BucketRegion></Bucket>`,
      );
      return { body: `<ListAllMyBucketsResult><Buckets>${buckets.join("")}</Buckets></ListAllMyBucketsResult>` };
    }
    const name = Object.keys(regions).find((one) => hostname.startsWith(`${one}.`) || path.startsWith(`/${one}`));
    return given[name ?? ""] ?? { body: "<BucketLoggingStatus/>" };
  });
}

const HERE = "eu-central-1";
const logTo = (target: string) => ({
  body: `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix/></LoggingEnabled></BucketLoggingStatus>`,
});
const asked = (requests: { query: object }[]) => requests.filter(({ query }) => Object.hasOwn(query, "logging")).length;

test("where the logs of a Region's buckets go is read, a bucket's own included, and other Regions are not asked", async () => {
  const regions = { logs: HERE, payroll: HERE, plain: HERE, distant: "us-east-1" };
  const { aws, requests } = accountWith(regions, {
    logs: logTo("logs"),
    payroll: logTo("logs"),
    distant: logTo("logs"),
  });
  const sources = await listLogSources(aws);
  expect(logsInto("logs", sources)).toEqual({ sources: ["logs", "payroll"], unread: 0, notAsked: 0 });
  expect(logsInto("plain", sources)).toEqual({ sources: [], unread: 0, notAsked: 0 });
  expect(asked(requests)).toBe(3);
});

test("a bucket that refuses is counted as not read, one that was deleted meanwhile is not", async () => {
  const { aws } = accountWith(
    { closed: HERE, gone: HERE },
    { closed: s3Error(403, "AccessDenied"), gone: s3Error(404, "NoSuchBucket") },
  );
  expect(await listLogSources(aws)).toEqual({ routes: [], unread: 1, notAsked: 0 });
});

test("more buckets than are asked are said to be left out", async () => {
  const names = Array.from({ length: LOGS_ASKED_AT_MOST + 3 }, (_, index) => [`bucket-${index}-x`, HERE]);
  const { aws } = accountWith(Object.fromEntries(names));
  expect(await listLogSources(aws)).toEqual({ routes: [], unread: 0, notAsked: 3 });
});

test("many changes of one run ask once, and a refusal is asked anew", async () => {
  const { aws, requests } = accountWith({ logs: HERE, payroll: HERE });
  await Promise.all([listRecentLogSources(aws, 60_000), listRecentLogSources(aws, 60_000)]);
  await listRecentLogSources(aws, 60_000);
  expect(asked(requests)).toBe(2);
  await listRecentLogSources(aws, 0);
  expect(asked(requests)).toBe(4);

  const refused = scripted([
    s3Error(403, "AccessDenied"),
    { body: "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>" },
  ]);
  await expect(listRecentLogSources(refused.aws, 60_000)).rejects.toMatchObject({ failure: { code: "denied" } });
  expect(await listRecentLogSources(refused.aws, 60_000)).toEqual({ routes: [], unread: 0, notAsked: 0 });
});
