import { expect, test } from "vitest";
import { type Answer, s3Error, scripted } from "#lib/aws/testing.ts";
import { ASKED_AT_MOST, listReferrers } from "./referrers-read.ts";

/** An account with these buckets, which answer so by "name setting". */
function accountWith(names: string[], given: Record<string, Answer> = {}) {
  return scripted(({ path, hostname, query }) => {
    const setting = ["logging", "replication"].find((one) => Object.hasOwn(query, one));
    if (setting === undefined) {
      const buckets = names.map(
        (name) => `<Bucket><Name>${name}</Name><BucketRegion>eu-central-1</BucketRegion></Bucket>`,
      );
      return { body: `<ListAllMyBucketsResult><Buckets>${buckets.join("")}</Buckets></ListAllMyBucketsResult>` };
    }
    const name = names.find((one) => hostname.startsWith(`${one}.`) || path.startsWith(`/${one}`)) ?? "";
    if (given[`${name} ${setting}`] !== undefined) return given[`${name} ${setting}`] ?? {};
    return setting === "logging"
      ? { body: "<BucketLoggingStatus/>" }
      : s3Error(404, "ReplicationConfigurationNotFoundError");
  });
}

const logTo = (target: string) => ({
  body: `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix/></LoggingEnabled></BucketLoggingStatus>`,
});

const copyTo = (target: string) => ({
  body: `<ReplicationConfiguration><Role>r</Role><Rule><Status>Disabled</Status><Destination><Bucket>arn:aws:s3:::${target}</Bucket></Destination></Rule></ReplicationConfiguration>`,
});

test("buckets whose log or replicas go there are named, and itself is not asked", async () => {
  const { aws, requests } = accountWith(["target", "logged", "copied", "other"], {
    "logged logging": logTo("target"),
    "copied replication": copyTo("target"),
    "other logging": logTo("target-2"),
    "other replication": copyTo("not-target"),
  });
  expect(await listReferrers(aws, "target")).toEqual({
    logs: ["logged"],
    replicas: ["copied"],
    read: 3,
    unread: 0,
    notAsked: 0,
  });
  expect(requests.filter(({ hostname, path }) => `${hostname}${path}`.startsWith("target."))).toEqual([]);
});

test("a bucket that refuses is counted as not read, and the others are", async () => {
  const { aws } = accountWith(["target", "closed", "logged"], {
    "closed replication": s3Error(403, "AccessDenied"),
    "logged logging": logTo("target"),
  });
  expect(await listReferrers(aws, "target")).toMatchObject({ logs: ["logged"], read: 1, unread: 1 });
});

test("more buckets than are asked are said to be left out", async () => {
  const names = Array.from({ length: ASKED_AT_MOST + 3 }, (_, index) => `bucket-${index}-x`);
  const { aws } = accountWith(["target", ...names]);
  expect(await listReferrers(aws, "target")).toMatchObject({ read: ASKED_AT_MOST, notAsked: 3 });
});
