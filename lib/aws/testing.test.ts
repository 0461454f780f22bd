import { GetBucketEncryptionCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { expect, test } from "vitest";
import { answering, kmsError, s3Error, scripted } from "./testing.ts";

test("the SDK parses an answer as if S3 had sent it", async () => {
  const aws = answering(
    200,
    `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms:dsse</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
  );
  const { ServerSideEncryptionConfiguration } = await aws.s3.send(
    new GetBucketEncryptionCommand({ Bucket: "reports" }),
  );
  expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse" } },
  ]);
});

test("requests are recorded in order as they went over the wire", async () => {
  const { aws, requests } = scripted([{}, { body: { KeyMetadata: { KeyId: "k" } } }]);
  await aws.s3.send(
    new PutObjectCommand({ Bucket: "reports", Key: "a b//c", Body: "text", ServerSideEncryption: "aws:kms:dsse" }),
  );
  await aws.kms.send(new DescribeKeyCommand({ KeyId: "k" }));
  expect(requests.map(({ method, hostname, path, target }) => [method, hostname, path, target])).toEqual([
    ["PUT", "reports.s3.eu-central-1.amazonaws.com", "/a%20b//c", null],
    ["POST", "kms.eu-central-1.amazonaws.com", "/", "DescribeKey"],
  ]);
  expect(requests[0]?.headers["x-amz-server-side-encryption"]).toBe("aws:kms:dsse");
  expect(JSON.parse(requests[1]?.body ?? "")).toEqual({ KeyId: "k" });
});

test("errors arrive under AWS's names, and a request too many is the test's own bug", async () => {
  const { aws } = scripted([s3Error(403, "AccessDenied", "a < b & c"), kmsError(400, "NotFoundException")]);
  await expect(aws.s3.send(new GetBucketEncryptionCommand({ Bucket: "reports" }))).rejects.toMatchObject({
    failure: { code: "denied", name: "AccessDenied", message: "a < b & c", requestId: "R1" },
  });
  await expect(aws.kms.send(new DescribeKeyCommand({ KeyId: "k" }))).rejects.toMatchObject({
    failure: { code: "missing", name: "NotFoundException" },
  });
  await expect(aws.kms.send(new DescribeKeyCommand({ KeyId: "k" }))).rejects.toThrow("No answer for request 3");
});
