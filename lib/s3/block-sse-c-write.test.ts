import { expect, test } from "vitest";
import { type Answer, s3Error, scripted } from "#lib/aws/testing.ts";
import { blockSseC } from "./block-sse-c-write.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SEEN = { seen: `DSSE-KMS with ${ARN}` };

function rule(algorithm: string, rest = "") {
  return `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>${algorithm}</SSEAlgorithm><KMSMasterKeyID>${ARN}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault>${rest}</Rule></ServerSideEncryptionConfiguration>`;
}

/** A bucket that keeps the rule that it is sent, unless `put` says otherwise. */
function bucketWith(initial: string, put: Answer = {}) {
  let stored = initial;
  return scripted(({ method, body }) => {
    if (method !== "PUT") return { body: stored };
    if (!(put instanceof Error) && put.status === undefined && put.body === undefined) stored = body;
    return put;
  });
}

test("SSE-C is blocked, the default and its key stay, and both are read back", async () => {
  const { aws, requests } = bucketWith(rule("aws:kms:dsse"));
  expect(await blockSseC(aws, "reports", SEEN)).toEqual({
    default: { type: "DSSE-KMS", keyId: ARN },
    bucketKeyInVain: false,
    blockedTypes: ["SSE-C"],
  });
  expect(requests.map(({ method }) => method)).toEqual(["GET", "PUT", "GET"]);
  expect(requests[1]?.body).toContain(`<KMSMasterKeyID>${ARN}</KMSMasterKeyID>`);
});

test("what somebody changed meanwhile is not overwritten", async () => {
  const { aws, requests } = bucketWith(rule("aws:kms"));
  await expect(blockSseC(aws, "reports", SEEN)).rejects.toMatchObject({
    code: "conflict",
    failure: { name: "ChangedMeanwhile" },
  });
  expect(requests).toHaveLength(1);
});

test("a default that this console does not know is not sent again", async () => {
  const { aws, requests } = bucketWith(rule("aws:fsx"));
  await expect(blockSseC(aws, "reports", { seen: "other aws:fsx" })).rejects.toMatchObject({
    failure: { name: "DefaultNotKnown" },
  });
  expect(requests).toHaveLength(1);
});

test("a refusal names the permission", async () => {
  const { aws } = bucketWith(rule("aws:kms:dsse"), s3Error(403, "AccessDenied"));
  await expect(blockSseC(aws, "reports", SEEN)).rejects.toMatchObject({
    code: "denied",
    failure: { permission: "s3:PutEncryptionConfiguration" },
  });
});

test("AWS that takes the request and keeps what was is a loud failure", async () => {
  const { aws } = bucketWith(rule("aws:kms:dsse"), { status: 200 });
  await expect(blockSseC(aws, "reports", SEEN)).rejects.toMatchObject({ failure: { name: "ReadBackMismatch" } });
});
