import { expect, test } from "vitest";
import { type Answer, s3Error, scripted } from "#lib/aws/testing.ts";
import { readProbeEffects } from "./probe-read.ts";

const PLAIN: Record<string, Answer> = {
  versioning: { body: "<VersioningConfiguration/>" },
  "object-lock": s3Error(404, "ObjectLockConfigurationNotFoundError"),
  replication: s3Error(404, "ReplicationConfigurationNotFoundError"),
  notification: { body: "<NotificationConfiguration/>" },
  versions: { body: "<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>" },
  uploads: { body: "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>" },
};

function effectsOf(answers: Record<string, Answer>) {
  const { aws } = scripted(({ query }) => {
    const name = Object.keys(query).find((one) => !["x-id", "prefix"].includes(one)) ?? "";
    return answers[name] ?? PLAIN[name] ?? s3Error(500, `Unexpected ${name}`);
  });
  return readProbeEffects(aws, "reports");
}

test("a plain bucket has nothing to say of them", async () => {
  expect(await effectsOf({})).toEqual({ effects: [], leftovers: [], refusal: null });
});

test.for<[string, Record<string, Answer>, string]>([
  [
    "versions",
    { versioning: { body: "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>" } },
    "keeps versions",
  ],
  [
    "replicas",
    {
      replication: {
        body: "<ReplicationConfiguration><Role>r</Role><Rule><Status>Enabled</Status></Rule></ReplicationConfiguration>",
      },
    },
    "replicated",
  ],
  [
    "notifications",
    {
      notification: {
        body: "<NotificationConfiguration><QueueConfiguration><Queue>q</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration><EventBridgeConfiguration/></NotificationConfiguration>",
      },
    },
    "2 event notifications",
  ],
  [
    "replicas that may not be read",
    { replication: s3Error(403, "AccessDenied") },
    "needs s3:GetReplicationConfiguration",
  ],
  [
    "notifications that may not be read",
    { notification: s3Error(403, "AccessDenied") },
    "needs s3:GetBucketNotification",
  ],
])("it is told of %s", async ([, answers, words]) => {
  const { effects, refusal } = await effectsOf(answers);
  expect(effects).toEqual([expect.stringContaining(words)]);
  expect(refusal).toBeNull();
});

test.for<[string, Record<string, Answer>, string]>([
  [
    "Object Lock holds them",
    {
      "object-lock": {
        body: "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>",
      },
    },
    "Object Lock holds",
  ],
  ["that is not known", { "object-lock": s3Error(403, "AccessDenied") }, "needs s3:GetBucketObjectLockConfiguration"],
  ["versions are not known", { versioning: s3Error(403, "AccessDenied") }, "needs s3:GetBucketVersioning"],
  [
    "MFA guards them",
    {
      versioning: {
        body: "<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>",
      },
    },
    "MFA",
  ],
])("nothing is sent where %s", async ([, answers, words]) => {
  expect((await effectsOf(answers)).refusal).toContain(words);
});

test("Object Lock without a default retention holds nothing", async () => {
  const on = {
    "object-lock": {
      body: "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>",
    },
  };
  expect((await effectsOf(on)).refusal).toBeNull();
});

test("what an earlier run left is named", async () => {
  const body =
    "<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>.twofold-probe/1/put-nothing</Key><VersionId>v1</VersionId></Version><DeleteMarker><Key>.twofold-probe/1/b</Key><VersionId>null</VersionId></DeleteMarker></ListVersionsResult>";
  const uploads = {
    body: "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated><Upload><Key>.twofold-probe/1/c</Key><UploadId>u1</UploadId></Upload></ListMultipartUploadsResult>",
  };
  expect((await effectsOf({ versions: { body }, uploads })).leftovers).toEqual([
    ".twofold-probe/1/put-nothing (version v1)",
    ".twofold-probe/1/b",
    ".twofold-probe/1/c (upload u1)",
  ]);
});
