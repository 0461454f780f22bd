import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { EnableKeyRotationCommand } from "@aws-sdk/client-kms";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { everyServiceAt } from "#lib/commands/cli.ts";
import { type Aws, createAws } from "./clients.ts";
import { attempt, AwsError, changedMeanwhile, keyNotUsable, readBackMismatch } from "./errors.ts";
import { fromSdkError } from "./sdk-error.ts";
import { type AwsErrorCode, type Failure, permissionLabel, reasonOf } from "./result.ts";
import { answering, kmsError, s3Error, scripted } from "./testing.ts";

/** What comes of an error that the SDK threw. */
function failureOf(cause: unknown, operation = "GetObject"): Failure {
  const error = fromSdkError(cause, "S3", operation);
  if (!(error instanceof AwsError)) throw new Error("This is not AWS's.", { cause });
  return error.failure;
}

function sdkError(name: string, message: string, httpStatusCode?: number): Error {
  const metadata = httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode, requestId: "R1" } };
  return Object.assign(new Error(message), { name, ...metadata });
}

test.for<[string, AwsErrorCode]>([
  ["AccessDenied", "denied"],
  ["AccessDeniedException", "denied"],
  ["InvalidAccessKeyId", "denied"],
  ["ExpiredToken", "expired"],
  ["CredentialsProviderError", "expired"],
  ["NoSuchBucket", "missing"],
  ["NotFoundException", "missing"],
  ["BucketAlreadyOwnedByYou", "conflict"],
  ["PreconditionFailed", "conflict"],
  ["KMS.DisabledException", "invalid"],
  ["KMS.KMSInvalidStateException", "invalid"],
  ["KMS.NotFoundException", "invalid"],
  ["MalformedPolicyDocumentException", "invalid"],
  ["SlowDown", "throttled"],
  ["KMS.ThrottlingException", "throttled"],
  ["InternalError", "unknown"],
  ["RequestTimeout", "unreachable"],
])("%s is %s, whatever the status", ([name, code]) => {
  expect(failureOf(sdkError(name, "why", 418)).code).toBe(code);
  expect(failureOf(sdkError(name, "why"))).toMatchObject({ code, name, message: "why", service: "S3" });
});

test.for<[number, AwsErrorCode]>([
  [301, "invalid"],
  [400, "invalid"],
  [403, "denied"],
  [404, "missing"],
  [405, "invalid"],
  [409, "conflict"],
  [412, "conflict"],
  [429, "throttled"],
  [500, "unknown"],
  [502, "unreachable"],
  [503, "throttled"],
  [418, "unknown"],
])("a HEAD that is answered %i without a body is %s", async ([status, code]) => {
  const head = answering(status).s3.send(new HeadObjectCommand({ Bucket: "reports", Key: "a" }));
  await expect(head).rejects.toMatchObject({
    failure: {
      code,
      name: status === 404 ? "NotFound" : `HTTP ${status}`,
      message: `AWS answered HTTP ${status} without a reason.`,
      permission: status === 403 ? "s3:GetObject" : null,
    },
  });
});

test("a name that AWS has not told us of yet keeps its words, and its status decides", () => {
  expect(failureOf(sdkError("BrandNewRefusal", "Not today", 403))).toMatchObject({
    code: "denied",
    name: "BrandNewRefusal",
    message: "Not today",
    requestId: "R1",
  });
});

test.for(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "an endpoint that calls its error %s gets no further",
  async (name) => {
    const { aws } = scripted([s3Error(418, name, "trick")]);
    await expect(aws.s3.send(new GetObjectCommand({ Bucket: "reports", Key: "a" }))).rejects.toMatchObject({
      failure: { code: "unknown" },
    });
  },
);

describe("the permission", () => {
  const user = "User: arn:aws:sts::111122223333:assumed-role/app/s3:GetObject is not authorized to perform: ";

  test.for<[string, string, string]>([
    ["PutObject", `${user}kms:GenerateDataKey on resource: arn:aws:kms:…`, "kms:GenerateDataKey"],
    ["PutObject", `${user}s3:PutObject on resource: "arn:aws:s3:::reports/kms:Decrypt"`, "s3:PutObject"],
    ["PutBucketEncryption", "Access Denied", "s3:PutEncryptionConfiguration"],
    ["HeadBucket", "Access Denied", "s3:ListBucket"],
    ["ListBuckets", "Access Denied", "s3:ListAllMyBuckets"],
    ["GetBucketVersioning", "Access Denied", "s3:GetBucketVersioning"],
  ])("of %s refused with '%s' is %s", ([operation, message, permission]) => {
    expect(failureOf(sdkError("AccessDenied", message, 403), operation).permission).toBe(permission);
  });

  const object = { Bucket: "b", Key: "k" };
  const version = { ...object, VersionId: "null" };

  test.for<[string, string, (aws: Aws) => Promise<unknown>]>([
    ["HeadObject", "s3:GetObject", (aws) => aws.s3.send(new HeadObjectCommand({ ...object, VersionId: undefined }))],
    ["HeadObject of a version", "s3:GetObjectVersion", (aws) => aws.s3.send(new HeadObjectCommand(version))],
    ["GetObject of a version", "s3:GetObjectVersion", (aws) => aws.s3.send(new GetObjectCommand(version))],
    ["DeleteObject", "s3:DeleteObject", (aws) => aws.s3.send(new DeleteObjectCommand(object))],
    ["DeleteObject of a version", "s3:DeleteObjectVersion", (aws) => aws.s3.send(new DeleteObjectCommand(version))],
    [
      "GetObjectTagging of a version",
      "s3:GetObjectVersionTagging",
      (aws) => aws.s3.send(new GetObjectTaggingCommand(version)),
    ],
  ])("of %s, where AWS names none, is %s", async ([, permission, send]) => {
    const { aws } = scripted([{ status: 403 }]);
    expect(await attempt(send(aws))).toMatchObject({ failure: { permission } });
  });

  test("of KMS is KMS's own", async () => {
    const { aws } = scripted([kmsError(400, "AccessDeniedException", "no")]);
    const sent = attempt(aws.kms.send(new EnableKeyRotationCommand({ KeyId: "k" })));
    expect(await sent).toMatchObject({ failure: { service: "KMS", permission: "kms:EnableKeyRotation" } });
  });

  test("is not named where it is the credentials, the account or the clock that is wrong", () => {
    for (const name of ["InvalidAccessKeyId", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "OptInRequired"]) {
      const failure = failureOf(sdkError(name, "no", 403));
      expect([failure.permission, failure.hint.startsWith("Ask whoever")]).toEqual([null, false]);
    }
  });

  test("alone does not help against an explicit deny, and the hint says so", () => {
    const message = `${user}s3:PutObject on resource: "…" with an explicit deny in a resource-based policy`;
    const denied = failureOf(sdkError("AccessDenied", message, 403));
    expect(denied.hint).toMatch(/^A policy denies this whatever else/);
    expect([denied.permission, permissionLabel(denied)]).toEqual(["s3:PutObject", "Denied by a policy"]);
    expect(reasonOf(denied)).toBe("a policy denies s3:PutObject");
    const missing = failureOf(sdkError("AccessDenied", `${user}s3:PutObject because no policy allows it`, 403));
    expect([permissionLabel(missing), reasonOf(missing)]).toEqual(["Missing permission", "needs s3:PutObject"]);
  });
});

describe("what is not AWS's stays what it was", () => {
  test.for<[string, unknown]>([
    ["our own bug", new TypeError("x is undefined")],
    [
      "a redirect of Next",
      Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;replace;/sign-in;307;" }),
    ],
    ["a thrown word", "no"],
    ["nothing", undefined],
  ])("%s", async ([, thrown]) => {
    expect(fromSdkError(thrown, "S3", "GetObject")).toBe(thrown);
    await expect(attempt(Promise.reject(thrown))).rejects.toBe(thrown);
  });

  test("an AwsError is not wrapped twice", () => {
    const error = readBackMismatch("S3", "PutBucketEncryption", "DSSE-KMS", "SSE-S3");
    expect(fromSdkError(error, "KMS", "other")).toBe(error);
  });
});

describe("a connection that fails is unreachable", () => {
  test("when nobody listens", async () => {
    const failure = await refusalFrom("http://127.0.0.1:1");
    expect(failure).toMatchObject({ code: "unreachable", name: "ECONNREFUSED", permission: null, requestId: null });
    expect(failure?.message).toBe("127.0.0.1:1 refused the connection: nothing listens there.");
  });

  test("when the name cannot be resolved", async () => {
    const failure = await refusalFrom("http://nowhere.invalid");
    expect(failure).toMatchObject({ code: "unreachable", message: expect.stringMatching(/^nowhere\.invalid .*DNS/) });
  });

  test("when https is asked of what speaks http", async () => {
    const server = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const failure = await refusalFrom(`https://127.0.0.1:${port}`);
    expect(failure).toMatchObject({ code: "unreachable", message: expect.stringContaining("does not speak TLS") });
    server.close();
  });

  test.for<[string, Error, string, RegExp]>([
    ["hangs up", coded("ECONNRESET"), "ECONNRESET", /hung up/],
    ["lies beyond every network", coded("ENETUNREACH"), "ENETUNREACH", /no network/],
    ["shows an old certificate", coded("CERT_HAS_EXPIRED"), "CERT_HAS_EXPIRED", /certificate that has expired/],
    [
      "shows one of its own making",
      coded("DEPTH_ZERO_SELF_SIGNED_CERT"),
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      /nobody but itself/,
    ],
    ["shows another's", coded("ERR_TLS_CERT_ALTNAME_INVALID"), "ERR_TLS_CERT_ALTNAME_INVALID", /of another name/],
    [
      "takes no connection",
      sdkError("TimeoutError", "the request socket did not establish a connection with the server"),
      "NoConnection",
      /did not take the connection/,
    ],
    [
      "falls silent",
      sdkError("TimeoutError", "timed out after 1 ms of inactivity"),
      "NoAnswer",
      /did not answer in time/,
    ],
  ])("when the host %s, which is named, in no library's words", async ([, thrown, name, words]) => {
    const { aws } = scripted([thrown]);
    const result = await attempt(aws.s3.send(new GetObjectCommand({ Bucket: "reports", Key: "a" })));
    const failure = result.ok ? null : result.failure;
    expect(failure).toMatchObject({ code: "unreachable", name, message: expect.stringMatching(words) });
    expect(failure?.message).toMatch(/^reports\.s3\.eu-central-1\.amazonaws\.com /);
    expect(failure?.hint).toMatch(/certificate/.test(failure?.message ?? "") ? /NODE_EXTRA_CA_CERTS/ : /reachable/);
  });

  function coded(code: string): Error {
    return Object.assign(new Error(`connect ${code}`), { code });
  }

  test("when the other end hangs up", async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await refusalFrom(`http://127.0.0.1:${port}`)).toMatchObject({ code: "unreachable", name: "ECONNRESET" });
    server.close();
  });

  async function refusalFrom(endpoint: string): Promise<Failure | null> {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const aws = createAws({ region: "eu-central-1", endpoints: everyServiceAt(endpoint), credentials, maxAttempts: 1 });
    const result = await attempt(aws.s3.send(new GetObjectCommand({ Bucket: "reports", Key: "a" })));
    return result.ok ? null : result.failure;
  }
});

test.for<[number, string, AwsErrorCode]>([
  [502, "<!DOCTYPE html><html><body>Bad <br> gateway</body></html>", "unreachable"],
  [503, "<!DOCTYPE html><html><body>Later <br> please</body></html>", "unreachable"],
  [200, "<ListBucketResult><Contents>", "unknown"],
  [400, "<Error><Code>", "unknown"],
])("an answer of %i that cannot be read, %s, is %s and told in plain words", async ([status, body, code]) => {
  const result = await attempt(answering(status, body).s3.send(new ListObjectsV2Command({ Bucket: "reports" })));
  expect(result).toMatchObject({
    failure: {
      code,
      name: `HTTP ${status}`,
      message: "reports.s3.eu-central-1.amazonaws.com answered, but not in words of S3 that can be read.",
    },
  });
});

test("our own refusals speak in AWS's form, and say that nothing may be relied on", () => {
  const mismatch = readBackMismatch("S3", "PutBucketEncryption", "DSSE-KMS", "SSE-S3");
  expect([mismatch.code, mismatch.failure.name]).toEqual(["conflict", "ReadBackMismatch"]);
  expect(mismatch.failure.message).toBe("AWS accepted the change, but reads back SSE-S3 where DSSE-KMS was asked for.");
  const changed = changedMeanwhile("S3", "PutBucketEncryption", "the default encryption of reports");
  expect([changed.code, changed.failure.name]).toEqual(["conflict", "ChangedMeanwhile"]);
  const unusable = keyNotUsable("KMS", "DescribeKey", "The key is disabled.");
  expect([unusable.code, unusable.failure.name, unusable.failure.message]).toEqual([
    "invalid",
    "KeyNotUsable",
    "The key is disabled.",
  ]);
});

test("attempt hands on a value, and a refusal as a value", async () => {
  expect(await attempt(Promise.resolve(1))).toEqual({ ok: true, value: 1 });
  const { aws } = scripted([s3Error(400, "KMS.DisabledException", "arn:aws:kms:… is disabled.")]);
  const put = aws.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "x" }));
  expect(await attempt(put)).toEqual({
    ok: false,
    failure: {
      code: "invalid",
      service: "S3",
      operation: "PutObject",
      name: "KMS.DisabledException",
      message: "arn:aws:kms:… is disabled.",
      permission: null,
      hint: "Turn the key on again on its page, or choose another key.",
      requestId: "R1",
    },
  });
});
