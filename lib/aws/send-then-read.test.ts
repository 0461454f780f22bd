import { PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { DeleteAliasCommand } from "@aws-sdk/client-kms";
import { expect, test } from "vitest";
import { attempt } from "./errors.ts";
import { sendThenRead } from "./send-then-read.ts";
import { type Answer, kmsError, s3Error, scripted } from "./testing.ts";
import { tracedChange } from "./traced-change.ts";

const PUT = new PutBucketVersioningCommand({
  Bucket: "reports",
  VersioningConfiguration: { Status: "Enabled" },
});

const LOST = socketError("ECONNRESET");

function socketError(code: string): Error {
  return Object.assign(new Error(`read ${code}`), { code });
}

/** Sends one write that is answered so, and reads "on" or "off" after it, or fails to. */
function change(answer: Answer, reading: "on" | "off" | Answer) {
  const { aws } = scripted((request) =>
    request.method === "PUT" ? answer : typeof reading === "string" ? {} : reading,
  );
  return sendThenRead(aws, {
    service: "S3",
    operation: "PutBucketVersioning",
    send: () => aws.s3.send(PUT),
    read: async () => {
      if (typeof reading === "string") return reading;
      await aws.kms.send(new DeleteAliasCommand({ AliasName: "alias/read" }));
      return "off";
    },
    isAsked: (found) => found === "on",
    asked: "on",
    inWords: (found) => found,
  });
}

test.for<[string, Answer]>([
  ["taken", {}],
  ["lost on the way back", LOST],
  ["answered with a fault", s3Error(500, "InternalError")],
  ["answered by a proxy that has no AWS behind it", { status: 503 }],
])("a change that was %s is done where it is read back as asked", async ([, answer]) => {
  expect(await change(answer, "on")).toBe("on");
});

test.for<[string, Answer, "off" | Answer, object]>([
  ["refused", s3Error(403, "AccessDenied"), "off", { name: "AccessDenied", outcome: undefined }],
  ["never sent", socketError("ECONNREFUSED"), "off", { name: "ECONNREFUSED", outcome: undefined }],
  ["slowed down", s3Error(503, "SlowDown"), "off", { name: "SlowDown", outcome: undefined }],
  ["taken and read otherwise", {}, "off", { name: "ReadBackMismatch", outcome: "otherwise" }],
  ["taken and not read", {}, kmsError(400, "AccessDeniedException"), { code: "denied", outcome: "accepted" }],
  ["lost and read otherwise", LOST, "off", { name: "ECONNRESET", outcome: "unknown" }],
  ["lost and not read", LOST, kmsError(400, "AccessDeniedException"), { name: "ECONNRESET", outcome: "unknown" }],
])("a change that was %s is told as what it is", async ([, answer, reading, expected]) => {
  const result = await attempt(change(answer, reading));
  const { name, code, outcome } = result.ok ? { name: "done", code: "", outcome: undefined } : result.failure;
  expect({ name, code, outcome }).toMatchObject(expected);
});

test("what is not known says what was read since", async () => {
  const result = await attempt(change(LOST, "off"));
  expect(result).toMatchObject({
    failure: { message: expect.stringContaining("Read since then: off, where on was asked for.") },
  });
});

test("a refusal of a second try is not taken for the truth about the first, whose answer was lost", async () => {
  const { aws } = scripted([LOST, kmsError(400, "NotFoundException")], { maxAttempts: 2 });
  const sent = await attempt(aws.kms.send(new DeleteAliasCommand({ AliasName: "alias/records" })));
  expect(sent).toMatchObject({ failure: { name: "NotFoundException", outcome: "unknown" } });
});

test("a change that fails after AWS took a part of it is done in part", async () => {
  const { aws } = scripted([{}, s3Error(403, "AccessDenied")]);
  const { result, commands } = await tracedChange(aws, async () => {
    await aws.s3.send(PUT);
    await aws.s3.send(PUT);
  });
  expect(result).toMatchObject({ failure: { name: "AccessDenied", outcome: "partly" } });
  expect(commands).toHaveLength(2);
});

test("a change that was refused whole changed nothing", async () => {
  const { aws } = scripted([s3Error(403, "AccessDenied")]);
  const { result } = await tracedChange(aws, () => aws.s3.send(PUT));
  expect(result.ok ? null : result.failure.outcome).toBeUndefined();
});
