import { expect, test } from "vitest";
import { everyServiceAt } from "./cli.ts";
import { toUploadCommand } from "./upload.ts";

const INPUT = {
  Bucket: "reports",
  Key: "a b",
  ContentType: "text/plain",
  ServerSideEncryption: "aws:kms:dsse" as const,
  SSEKMSKeyId: "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10",
  IfNoneMatch: "*",
};

test("up to 5 GB an upload is one put-object with the file's place held", () => {
  const command = toUploadCommand(INPUT, 5 * 1024 ** 3, "eu-central-1", everyServiceAt("http://127.0.0.1:4566"));
  expect(command).toMatch(/^aws s3api put-object \\\n/);
  expect(command).toContain("--server-side-encryption aws:kms:dsse");
  expect(command).toContain("--if-none-match '*'");
  expect(command).toContain("--body FILE");
});

test("above it goes in parts, with algorithm and key where the upload starts and the condition where it ends", () => {
  const script = toUploadCommand(INPUT, 5 * 1024 ** 3 + 1, "eu-central-1", everyServiceAt("http://127.0.0.1:4566"));
  const [start = "", part = "", end = ""] = script.split("aws s3api ").slice(1);
  expect(start).toMatch(/^create-multipart-upload/);
  expect(start).toContain("--server-side-encryption aws:kms:dsse");
  expect(start).toContain("--ssekms-key-id arn:aws:kms:");
  expect(start).not.toContain("if-none-match");
  expect(part).toMatch(/^upload-part \\\n {2}--bucket reports \\\n {2}--key 'a b' \\\n/);
  expect(end).toMatch(/^complete-multipart-upload/);
  expect(end).toContain("--if-none-match '*'");
  for (const one of [start, part, end]) expect(one).toContain("--endpoint-url http://127.0.0.1:4566");
});
