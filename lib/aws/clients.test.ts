import { CreateKeyCommand } from "@aws-sdk/client-kms";
import {
  CopyObjectCommand,
  GetBucketEncryptionCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { isWrite } from "#lib/commands/cli.ts";
import { createAws, getConfiguredRegion } from "./clients.ts";
import { attempt, AwsError } from "./errors.ts";
import { answering, s3Error, scripted } from "./testing.ts";
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
    aws.kms.send(new CreateKeyCommand()),
    aws.sts.send(new GetCallerIdentityCommand()),
    aws.in("us-east-1").s3.send(new ListBucketsCommand()),
  ];
  const errors = await Promise.all(sent.map((promise) => promise.catch((error: unknown) => error)));
  expect(errors.map((error) => error instanceof AwsError && [error.failure.service, error.code])).toEqual([
    ["S3", "throttled"],
    ["S3", "throttled"],
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
  const { aws, requests } = scripted(() => ({}), { endpoint: "http://127.0.0.1:4566" });
  await attempt(aws.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "" })));
  expect(requests.map(({ hostname, path }) => [hostname, path])).toEqual([["127.0.0.1", "/reports/a"]]);
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
    endpoint: `http://127.0.0.1:${port}`,
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
