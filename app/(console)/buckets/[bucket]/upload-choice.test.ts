import { expect, test } from "vitest";
import { keyArnProblem, valueOf } from "./upload-choice.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/11111111-1111-1111-1111-111111111111";

test("each encryption has a value of its own, whatever its place in the list", () => {
  const values = [
    valueOf({ type: "SSE-S3" }),
    valueOf({ type: "DSSE-KMS", keyId: ARN }),
    valueOf({ type: "DSSE-KMS", keyId: ARN.replace("1111-", "2222-") }),
    valueOf({ type: "SSE-KMS", keyId: ARN, bucketKey: true }),
    valueOf({ type: "SSE-KMS", keyId: ARN, bucketKey: false }),
  ];
  expect(new Set(values).size).toBe(values.length);
  expect(valueOf({ keyId: ARN, type: "DSSE-KMS" })).toBe(values[1]);
});

test.for([
  [` ${ARN} `, null],
  [ARN.replace("eu-central-1", "us-east-1"), "eu-central-1, the bucket’s Region"],
  [ARN.slice(0, -1), "full ARN"],
  [`${ARN.slice(0, -1)}-`, "full ARN"],
  ["alias/records", "full ARN"],
  ["", "full ARN"],
] as const)("of %j as the key of an upload: %j", ([text, problem]) => {
  const found = keyArnProblem(text, "eu-central-1");
  expect(found === null ? null : found.includes(problem ?? "?")).toBe(problem === null ? null : true);
});
