import { CreateKeyCommand, ListKeysCommand, RotateKeyOnDemandCommand } from "@aws-sdk/client-kms";
import {
  CopyObjectCommand,
  GetBucketEncryptionCommand,
  ListBucketsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { GetPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { type Endpoints, everyServiceAt, isWrite } from "#lib/commands/cli.ts";
import { type Aws, createAws, getConfiguredEndpoints, getConfiguredRegion } from "./clients.ts";
import { attempt, AwsError } from "./errors.ts";
import { type Answer, answering, kmsError, s3Error, scripted } from "./testing.ts";
import { traced } from "./trace.ts";

const servers: { close(): void }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test("every client rejects with an AwsError that names its service", async () => {
  const aws = answering(503);
  const sent = [
    aws.s3.send(new ListBucketsCommand()),
    aws.s3Uploads.send(new ListBucketsCommand()),
    aws.s3control.send(new GetPublicAccessBlockCommand({ AccountId: "111122223333" })),
    aws.kms.send(new CreateKeyCommand()),
    aws.sts.send(new GetCallerIdentityCommand()),
    aws.in("us-east-1").s3.send(new ListBucketsCommand()),
  ];
  const errors = await Promise.all(sent.map((promise) => promise.catch((error: unknown) => error)));
  expect(errors.map((error) => error instanceof AwsError && [error.failure.service, error.code])).toEqual([
    ["S3", "throttled"],
    ["S3", "throttled"],
    ["S3 Control", "throttled"],
    ["KMS", "throttled"],
    ["STS", "throttled"],
    ["S3", "throttled"],
  ]);
});

test("a copy that S3 refuses inside an answer of 200 is a failure", async () => {
  const { aws } = scripted([s3Error(200, "SlowDown", "Reduce your rate")]);
  const copy = aws.s3.send(new CopyObjectCommand({ Bucket: "reports", Key: "a", CopySource: "reports/a" }));
  expect(await attempt(copy)).toMatchObject({ ok: false, failure: { operation: "CopyObject", name: "SlowDown" } });
});

test("a failure is raised once the SDK has done with trying again, and counts as one call", async () => {
  const { aws, requests } = scripted([s3Error(503, "SlowDown"), { body: "<ListAllMyBucketsResult/>" }], {
    maxAttempts: 2,
  });
  const { calls } = await traced(() => aws.s3.send(new ListBucketsCommand()));
  expect([requests.length, calls.length]).toEqual([2, 1]);
});

test("another Region of the same caller is opened once and goes to its own endpoint", async () => {
  const { aws, requests } = scripted(() => ({ body: "<ListAllMyBucketsResult/>" }), {
    regions: ["eu-central-1", "us-west-2"],
  });
  expect(aws.in("us-west-2")).toBe(aws.in("us-west-2"));
  expect(aws.in("eu-central-1")).toBe(aws);
  expect(aws.in("us-west-2").regions).toEqual(["eu-central-1", "us-west-2"]);
  await aws.in("us-west-2").s3.send(new ListBucketsCommand());
  expect(requests.map(({ hostname }) => hostname)).toEqual(["s3.us-west-2.amazonaws.com"]);
});

test("a Region that is no name cannot lead a request to another host", async () => {
  const { aws, requests } = scripted(() => ({}));
  await expect(async () => aws.in("x.example.com/#").s3.send(new ListBucketsCommand())).rejects.toThrow(
    "hostname component",
  );
  expect(requests).toEqual([]);
});

test("a bucket at an endpoint of one's own is part of the path", async () => {
  const { aws, requests } = scripted(() => ({}), { endpoints: everyServiceAt("http://127.0.0.1:4566") });
  await attempt(aws.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "" })));
  expect(requests.map(({ hostname, path }) => [hostname, path])).toEqual([["127.0.0.1", "/reports/a"]]);
});

test("S3 Control goes to the account's own host at AWS, and to an endpoint of one's own as that is", async () => {
  const hostOf = async (s3control: string | null) => {
    const { aws, requests } = scripted(() => ({}), { endpoints: { ...everyServiceAt(null), s3control } });
    await attempt(aws.s3control.send(new GetPublicAccessBlockCommand({ AccountId: "111122223333" })));
    return requests.map(({ hostname, path, headers }) => [hostname, path, headers["x-amz-account-id"]].join(" "));
  };
  const rest = "/v20180820/configuration/publicAccessBlock 111122223333";
  expect(await hostOf(null)).toEqual([`111122223333.s3-control.eu-central-1.amazonaws.com ${rest}`]);
  expect(await hostOf("http://127.0.0.1:4566")).toEqual([`127.0.0.1 ${rest}`]);
  const vpce = "control.vpce-1.s3.eu-central-1.vpce.amazonaws.com";
  expect(await hostOf(`https://${vpce}`)).toEqual([`111122223333.${vpce} ${rest}`]);
});

test("a trace holds what was sent inside it, in order, refused ones too, and nothing of its neighbours", async () => {
  const { aws } = scripted((request) => (request.target === null ? s3Error(403, "AccessDenied") : { body: {} }));
  const one = traced(async () => {
    await aws.kms.send(new CreateKeyCommand({ Description: "one" }));
    await attempt(aws.in("us-west-2").s3.send(new GetBucketEncryptionCommand({ Bucket: "reports" })));
  });
  const two = traced(() => aws.kms.send(new CreateKeyCommand({ Description: "two" })));
  expect((await one).calls).toEqual([
    { service: "kms", operation: "CreateKey", region: "eu-central-1", input: { Description: "one" } },
    { service: "s3api", operation: "GetBucketEncryption", region: "us-west-2", input: { Bucket: "reports" } },
  ]);
  expect((await two).calls.filter(isWrite)).toHaveLength(1);
});

test("an endpoint that takes a request and never answers is given up, and not asked again", async () => {
  let connections = 0;
  const server = createServer(() => void (connections += 1)).listen(0, "127.0.0.1");
  servers.push(server);
  await new Promise((resolve) => server.once("listening", resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const aws = createAws({
    region: "eu-central-1",
    endpoints: everyServiceAt(`http://127.0.0.1:${port}`),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    answerMilliseconds: 50,
  });
  expect(await attempt(aws.s3.send(new ListBucketsCommand()))).toMatchObject({
    failure: { code: "unreachable", name: "NoAnswer" },
  });
  expect(connections).toBe(1);
});

test("without a Region anywhere the operator is told what to set", async () => {
  const { AWS_REGION, AWS_DEFAULT_REGION, ...rest } = process.env;
  process.env = { ...rest, AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  try {
    await expect(getConfiguredRegion()).rejects.toMatchObject({ failure: { code: "invalid", name: "RegionMissing" } });
  } finally {
    process.env = {
      ...rest,
      ...(AWS_REGION ? { AWS_REGION } : {}),
      ...(AWS_DEFAULT_REGION ? { AWS_DEFAULT_REGION } : {}),
    };
  }
});

describe("what may have worked is not sent again", () => {
  const reset = Object.assign(new Error("gone"), { code: "ECONNRESET" });
  const fault = s3Error(500, "InternalError");
  const put = { Bucket: "reports", Key: "a", Body: "text" };

  test.for<[string, Answer, (aws: Aws) => Promise<unknown>, number, string]>([
    ["a new key", reset, ({ kms }) => kms.send(new CreateKeyCommand()), 1, "ECONNRESET"],
    [
      "a new key",
      kmsError(500, "KMSInternalException"),
      ({ kms }) => kms.send(new CreateKeyCommand()),
      1,
      "KMSInternalException",
    ],
    [
      "a new key that a proxy answers for",
      { status: 503 },
      ({ kms }) => kms.send(new CreateKeyCommand()),
      1,
      "HTTP 503",
    ],
    [
      "a rotation that a proxy answers for",
      { status: 503 },
      ({ kms }) => kms.send(new RotateKeyOnDemandCommand({ KeyId: "k" })),
      1,
      "HTTP 503",
    ],
    [
      "a new key that KMS asks to wait with",
      kmsError(400, "ThrottlingException"),
      ({ kms }) => kms.send(new CreateKeyCommand()),
      2,
      "ThrottlingException",
    ],
    ["a list of keys", reset, ({ kms }) => kms.send(new ListKeysCommand()), 2, "ECONNRESET"],
    [
      "an object that must be new",
      reset,
      ({ s3Uploads }) => s3Uploads.send(new PutObjectCommand({ ...put, IfNoneMatch: "*" })),
      1,
      "ECONNRESET",
    ],
    [
      "an object that must be new",
      fault,
      ({ s3Uploads }) => s3Uploads.send(new PutObjectCommand({ ...put, IfNoneMatch: "*" })),
      1,
      "InternalError",
    ],
    [
      "an object that must be new, and that S3 asks to wait with",
      s3Error(503, "SlowDown"),
      ({ s3Uploads }) => s3Uploads.send(new PutObjectCommand({ ...put, IfNoneMatch: "*" })),
      2,
      "SlowDown",
    ],
    [
      "an object that may replace another",
      fault,
      ({ s3Uploads }) => s3Uploads.send(new PutObjectCommand(put)),
      2,
      "InternalError",
    ],
    [
      "a part of an upload",
      reset,
      ({ s3Uploads }) => s3Uploads.send(new UploadPartCommand({ ...put, UploadId: "u", PartNumber: 1 })),
      2,
      "ECONNRESET",
    ],
  ])("%s, after %o", async ([, answer, send, tries, name]) => {
    const { aws, requests } = scripted(() => answer, { maxAttempts: 2 });
    expect(await attempt(send(aws))).toMatchObject({ failure: { name } });
    expect(requests).toHaveLength(tries);
  });
});

describe("the endpoints that the SDK finds", () => {
  const before = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "twofold-endpoints-"));
  const configFile = join(folder, "config");
  writeFileSync(
    configFile,
    "[profile lab]\nendpoint_url = http://lab.example\nservices = own\n[services own]\nkms =\n  endpoint_url = http://kms.lab.example\n",
  );

  afterEach(() => {
    process.env = { ...before };
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.for<[string, Record<string, string>, Endpoints]>([
    ["none", {}, everyServiceAt(null)],
    ["one for all", { AWS_ENDPOINT_URL: "http://all.example" }, everyServiceAt("http://all.example")],
    [
      "one for S3 alone",
      { AWS_ENDPOINT_URL_S3: "http://s3.example" },
      { ...everyServiceAt(null), s3: "http://s3.example" },
    ],
    [
      "one for all but KMS",
      { AWS_ENDPOINT_URL: "http://all.example", AWS_ENDPOINT_URL_KMS: "http://kms.example" },
      { ...everyServiceAt("http://all.example"), kms: "http://kms.example" },
    ],
    [
      "a profile's, with one of its own for KMS",
      { AWS_PROFILE: "lab", AWS_CONFIG_FILE: configFile },
      { ...everyServiceAt("http://lab.example"), kms: "http://kms.lab.example" },
    ],
    ["an empty one", { AWS_ENDPOINT_URL: "" }, everyServiceAt(null)],
  ])("%s", async ([, env, endpoints]) => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null", ...env });
    expect(await getConfiguredEndpoints()).toEqual(endpoints);
  });

  test("each service goes to its own, whatever the environment says by then", async () => {
    process.env = { ...process.env, AWS_ENDPOINT_URL: "http://later.example" };
    const { aws, requests } = scripted(() => ({ body: {} }), {
      endpoints: { ...everyServiceAt(null), s3: "http://s3.example" },
    });
    await attempt(aws.s3.send(new ListBucketsCommand()));
    await attempt(aws.kms.send(new ListKeysCommand()));
    await attempt(aws.sts.send(new GetCallerIdentityCommand()));
    expect(requests.map(({ hostname }) => hostname)).toEqual([
      "s3.example",
      "kms.eu-central-1.amazonaws.com",
      "sts.eu-central-1.amazonaws.com",
    ]);
  });
});
