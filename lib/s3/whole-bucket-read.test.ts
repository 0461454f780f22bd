import { expect, test } from "vitest";
import { type Answer, s3Error, scripted } from "#lib/aws/testing.ts";
import { toShellWhole } from "./bucket-code.ts";
import { readWholeBucket } from "./whole-bucket-read.ts";

const NONE: Record<string, Answer> = {
  cors: s3Error(404, "NoSuchCORSConfiguration"),
  lifecycle: s3Error(404, "NoSuchLifecycleConfiguration"),
  logging: { body: "<BucketLoggingStatus/>" },
  "object-lock": s3Error(404, "ObjectLockConfigurationNotFoundError"),
  ownershipControls: s3Error(404, "OwnershipControlsNotFoundError"),
  policy: s3Error(404, "NoSuchBucketPolicy"),
  publicAccessBlock: s3Error(404, "NoSuchPublicAccessBlockConfiguration"),
  replication: s3Error(404, "ReplicationConfigurationNotFoundError"),
  tagging: s3Error(404, "NoSuchTagSet"),
  versioning: { body: "<VersioningConfiguration/>" },
  encryption: {
    body: "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>",
  },
};

/** A bucket that has nothing but what is said of it. */
async function read(answers: Record<string, Answer>) {
  const { aws } = scripted(({ query }) => {
    const [setting = ""] = Object.keys(query).filter((name) => name !== "x-id");
    return answers[setting] ?? NONE[setting] ?? {};
  });
  const whole = await readWholeBucket(aws, "reports");
  return { whole, script: toShellWhole(whole, aws.endpoints, []) };
}

test("an ownership that this console does not know is not known, and no empty one is written for it", async () => {
  const body = "<OwnershipControls><Rule><ObjectOwnership>FromTomorrow</ObjectOwnership></Rule></OwnershipControls>";
  const { whole, script } = await read({ ownershipControls: { body } });
  expect(whole.parts.ownership).toEqual({
    state: "unknown",
    reason: "S3 answers FromTomorrow, which this console does not know",
  });
  expect(script).not.toContain("put-bucket-ownership-controls");
  expect(script).toContain("# Object ownership: not read (S3 answers FromTomorrow,");
});

test("tags that AWS alone may write are said and not written, whatever their case", async () => {
  const body =
    "<Tagging><TagSet><Tag><Key>AWS:a</Key><Value>1</Value></Tag><Tag><Key>team</Key><Value>2</Value></Tag></TagSet></Tagging>";
  const { whole } = await read({ tagging: { body } });
  expect(whole.parts.tags).toMatchObject({
    request: { Tagging: { TagSet: [{ Key: "team", Value: "2" }] } },
    notes: ["Set by AWS and not to be written: AWS:a."],
  });
});

test("a bucket that has nothing has nothing, each part known to be absent but the default", async () => {
  const { whole } = await read({});
  const { encryption, ...others } = whole.parts;
  expect(encryption.state).toBe("set");
  expect(new Set(Object.values(others).map(({ state }) => state))).toEqual(new Set(["absent"]));
});
