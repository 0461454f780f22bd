import { CreateBucketCommand, HeadBucketCommand, ListBucketsCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { everyServiceAt, toCli } from "#lib/commands/cli.ts";
import { createBucketOwners } from "./bucket-owners.ts";
import { attempt } from "./errors.ts";
import { findAccount } from "./identity.ts";
import { type Answer, ownedBy, s3Error, scripted, type Script, type SentRequest } from "./testing.ts";
import { traced } from "./trace.ts";

const OURS = "111122223333";
const THEIRS = "444455556666";
const EXPECTED = "x-amz-expected-bucket-owner";
const ours = () => Promise.resolve(OURS);
const never = () => new Promise<never>(() => undefined);

const LISTED: Answer = {
  body: "<ListAllMyBucketsResult><Buckets><Bucket><Name>reports</Name></Bucket><Bucket><Name>logs</Name></Bucket></Buckets></ListAllMyBucketsResult>",
};

/** Our account, known from the start, before S3 answers as `script` says. */
async function known(script: Script) {
  const opened = scripted(script, { findAccount: ours });
  await opened.aws.owners.account();
  return opened;
}

const putPolicy = (bucket: string) => new PutBucketPolicyCommand({ Bucket: bucket, Policy: "{}" });

function ownersIn(requests: SentRequest[]) {
  return requests.map(({ headers }) => headers[EXPECTED] ?? null);
}

describe("the owner of a bucket is named", () => {
  test("once S3 listed it, with every request and in the command that is noted", async () => {
    const { aws, requests } = await known((_, index) => (index === 0 ? LISTED : {}));
    await aws.s3.send(new ListBucketsCommand());
    const { calls } = await traced(() => aws.in("us-east-1").s3.send(putPolicy("reports")));
    await aws.s3Uploads.send(putPolicy("logs"));
    await aws.s3.send(putPolicy("somebodys"));
    expect(ownersIn(requests)).toEqual([null, OURS, OURS, null]);
    expect(calls.map((call) => toCli(call, everyServiceAt(null))).join()).toContain(`--expected-bucket-owner ${OURS}`);
  });

  test("once the console made it, and once S3 answered with it named", async () => {
    const { aws, requests } = await known(() => ({}));
    await aws.s3.send(new CreateBucketCommand({ Bucket: "made" }));
    await aws.s3.send(new HeadBucketCommand({ Bucket: "asked", ExpectedBucketOwner: OURS }));
    await aws.s3.send(putPolicy("made"));
    await aws.s3.send(putPolicy("asked"));
    expect(ownersIn(requests)).toEqual([null, OURS, OURS, OURS]);
  });

  test("not after a refusal, nor after another account was named", async () => {
    const { aws, requests } = await known(
      ownedBy(
        () => THEIRS,
        () => ({}),
      ),
    );
    await attempt(aws.s3.send(new HeadBucketCommand({ Bucket: "theirs", ExpectedBucketOwner: OURS })));
    await aws.s3.send(new HeadBucketCommand({ Bucket: "theirs", ExpectedBucketOwner: THEIRS }));
    await aws.s3.send(putPolicy("theirs"));
    expect(ownersIn(requests)).toEqual([OURS, THEIRS, null]);
  });

  test("not while the account is not known", async () => {
    const { aws, requests } = scripted((_, index) => (index === 0 ? LISTED : {}));
    await aws.s3.send(new ListBucketsCommand());
    await aws.s3.send(putPolicy("reports"));
    expect(ownersIn(requests)).toEqual([null, null]);
  });
});

test("a bucket whose name another account took is not written to, and the refusal says what it can mean", async () => {
  let owner = OURS;
  const taken: string[] = [];
  const s3 = ownedBy(
    () => owner,
    ({ method, path }, index) => {
      if (index === 0) return LISTED;
      taken.push(`${method} ${path}`);
      return {};
    },
  );
  const { aws } = await known(s3);
  await aws.s3.send(new ListBucketsCommand());
  owner = THEIRS;
  const written = await attempt(aws.s3.send(putPolicy("reports")));
  expect(written).toMatchObject({ ok: false, failure: { code: "denied", permission: "s3:PutBucketPolicy" } });
  expect(!written.ok && written.failure.hint).toContain(`where the bucket does not belong to account ${OURS}.`);
  expect(taken).toEqual([]);
});

test.for<[string, Answer]>([
  ["gives a permission as its reason", s3Error(403, "AccessDenied", "User: ada is not authorized to perform: s3:Put")],
  ["gives a policy as its reason", s3Error(403, "AccessDenied", "Access Denied, with an explicit deny in a policy")],
  ["is of the credentials", s3Error(403, "InvalidAccessKeyId")],
])("a refusal that %s is not said to mean anything else", async ([, refusal]) => {
  const { aws } = await known((_, index) => (index === 0 ? LISTED : refusal));
  await aws.s3.send(new ListBucketsCommand());
  const written = await attempt(aws.s3.send(putPolicy("reports")));
  expect(written.ok ? "" : written.failure.hint).not.toMatch(/account|^$/);
});

describe("the caller's account", () => {
  test("is asked once", async () => {
    const { aws, requests } = scripted(
      [
        {
          body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${OURS}</Account><Arn>arn:aws:iam::${OURS}:root</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
        },
      ],
      { findAccount },
    );
    expect(await Promise.all([aws.owners.account(), aws.in("us-east-1").owners.account()])).toEqual([OURS, OURS]);
    expect(await aws.owners.account()).toBe(OURS);
    expect(requests).toHaveLength(1);
  });

  test("is not known where STS refuses it, and stops nothing", async () => {
    const { aws } = scripted(() => ({ status: 403 }), { findAccount });
    expect(await aws.owners.account()).toBeNull();
    const owners = createBucketOwners(() => Promise.reject(new Error("Nothing works.")));
    expect(await owners.account()).toBeNull();
  });

  test("is waited for once, for a while, and taken when it comes late", async () => {
    let answer = (_account: string) => {};
    const late = new Promise<string>((resolve) => (answer = resolve));
    let asked = 0;
    const owners = createBucketOwners(() => ((asked += 1), late), { waitMilliseconds: 10 });
    owners.note("reports");
    expect(await owners.account()).toBeNull();
    expect(await owners.account()).toBeNull();
    expect(owners.of("reports")).toBeNull();
    answer(OURS);
    await late;
    expect(await owners.account()).toBe(OURS);
    expect([owners.of("reports"), owners.of("logs"), asked]).toEqual([OURS, null, 1]);
  });

  test("is asked again a while after a failure, by which nobody is kept waiting", async () => {
    const answers = [Promise.resolve(null), Promise.resolve(OURS)];
    const owners = createBucketOwners(() => answers.shift() ?? never(), { againMilliseconds: -1 });
    expect(await owners.account()).toBeNull();
    await owners.account();
    expect(await owners.account()).toBe(OURS);
    expect(answers).toEqual([]);
  });
});

test("of too many buckets the one that was noted first is forgotten", async () => {
  const owners = createBucketOwners(ours, { limit: 2 });
  await owners.account();
  for (const bucket of ["a", "b", "a", "c"]) owners.note(bucket);
  expect(["a", "b", "c"].map(owners.of)).toEqual([OURS, null, OURS]);
});
