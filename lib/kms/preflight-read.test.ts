import { expect, test } from "vitest";
import { type Answer, kmsError, scripted } from "#lib/aws/testing.ts";
import { tryKey, tryKeyAs } from "./preflight-read.ts";

const KEY = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const OBJECT = "arn:aws:s3:::records/a.txt";
const ROLE = { roleArn: "arn:aws:iam::000000000000:role/App", user: "ada" };
const WOULD_WORK = kmsError(400, "DryRunOperationException");

function kms(answers: Record<string, Answer>) {
  return scripted(({ target, body }) => {
    if (target !== null) return answers[target] ?? WOULD_WORK;
    return answers[new URLSearchParams(body).has("SourceIdentity") ? "AssumeRole" : "AssumeRole unnamed"] ?? {};
  });
}

const stsError = (code: string, message: string): Answer => ({
  status: 403,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  headers: { "content-type": "text/xml" },
});

test("KMS says by an error that it would have worked", async () => {
  const { aws, requests } = kms({});
  expect(await tryKey(aws, KEY, OBJECT)).toEqual({
    GenerateDataKey: { outcome: "allowed" },
    Decrypt: { outcome: "allowed" },
  });
  expect(requests.map(({ body }) => JSON.parse(body))).toMatchObject([
    { DryRun: true, EncryptionContext: { "aws:s3:arn": OBJECT } },
    { DryRun: true, EncryptionContext: { "aws:s3:arn": OBJECT }, DryRunModifiers: ["IGNORE_CIPHERTEXT"] },
  ]);
});

test("each use is refused by itself, with its permission", async () => {
  const { aws } = kms({ Decrypt: kmsError(400, "AccessDeniedException", "no") });
  expect(await tryKey(aws, KEY, OBJECT)).toMatchObject({
    GenerateDataKey: { outcome: "allowed" },
    Decrypt: { outcome: "refused", failure: { permission: "kms:Decrypt" } },
  });
});

test("a role that may not be taken on leaves both unknown, and KMS is not asked", async () => {
  const { aws, requests } = kms({ AssumeRole: stsError("AccessDenied", "not authorized to perform: sts:AssumeRole") });
  const trials = await tryKeyAs(aws, ROLE, KEY, OBJECT);
  expect(trials).toMatchObject({
    GenerateDataKey: { outcome: "unknown", failure: { permission: "sts:AssumeRole" } },
    Decrypt: { outcome: "unknown", failure: { permission: "sts:AssumeRole" } },
  });
  expect(requests).toHaveLength(1);
});

/** STS's answer to AssumeRole, with these fields of the credentials. */
function credentials(...names: string[]): Answer {
  const fields = names.map((name) => `<${name}>x</${name}>`).join("");
  return {
    body: `<AssumeRoleResponse><AssumeRoleResult><Credentials>${fields}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    headers: { "content-type": "text/xml" },
  };
}

test.for(["AccessKeyId", "SecretAccessKey", "SessionToken"])(
  "credentials without their %s are none, and nothing is asked with them",
  async (missing) => {
    const names = ["AccessKeyId", "SecretAccessKey", "SessionToken"].filter((name) => name !== missing);
    const { aws, requests } = kms({ AssumeRole: credentials(...names) });
    expect(await tryKeyAs(aws, ROLE, KEY, OBJECT)).toMatchObject({
      GenerateDataKey: { outcome: "unknown", failure: { name: "NotReported" } },
    });
    expect(requests).toHaveLength(1);
  },
);

test("a role whose trust takes no source identity is taken on without one", async () => {
  const refused = stsError("AccessDenied", "User is not authorized to perform: sts:SetSourceIdentity on resource");
  const { aws, requests } = kms({ AssumeRole: refused, "AssumeRole unnamed": stsError("AccessDenied", "still no") });
  await tryKeyAs(aws, ROLE, KEY, OBJECT);
  expect(requests.map(({ body }) => new URLSearchParams(body).get("RoleSessionName"))).toEqual(["ada", "ada"]);
  expect(new URLSearchParams(requests[1]?.body).has("SourceIdentity")).toBe(false);
});
