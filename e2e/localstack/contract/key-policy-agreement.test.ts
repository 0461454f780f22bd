import { randomUUID } from "node:crypto";
import { DecryptCommand, GenerateDataKeyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { beforeAll, expect, test } from "vitest";
import { parsePolicy, type PolicyDocument } from "#lib/policy/document.ts";
import { evaluate, type Policies } from "#lib/policy/evaluate.ts";
import type { ContextValue, Requester } from "#lib/policy/request.ts";
import { createUser, denyUserBy, type User } from "../../fixtures/iam.ts";
import { account, configOf, dsse, kms, newBucket, newKey, root, s3 } from "./clients.ts";

// As in policy-agreement.test.ts both sides are ours, and that they differ finds a mistake in one: here for the use of a key,
// by itself and through S3, by the account's root and by a user, and for what the user's own policy denies.

const CONTEXT = "kms:EncryptionContext:aws:s3:arn";
const ADMINISTER = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" };

const endpoint = () => process.env.TWOFOLD_TEST_ENDPOINT ?? "";

/** Somebody who asks, and with what. */
type Caller = { requester: Requester; arn: string; kms: KMSClient; s3: S3Client };

const ROOT: Caller = { requester: { type: "root", account }, arn: root, kms, s3 };

async function newUser(): Promise<Caller & { user: User }> {
  const user = await createUser(endpoint(), `agreement-${randomUUID()}`);
  const config = configOf("us-east-1", user);
  const requester: Requester = { type: "user", account, arn: user.arn };
  return { user, requester, arn: user.arn, kms: new KMSClient(config), s3: new S3Client(config) };
}

let somebody: Caller;

beforeAll(async () => {
  somebody = await newUser();
});

/** A key, what it encrypted, and a bucket with an object under it. */
type Place = { key: string; bucket: string; blob: Uint8Array | undefined };

async function newPlace(): Promise<Place> {
  const { arn: key } = await newKey();
  const EncryptionContext = { "aws:s3:arn": "arn:aws:s3:::elsewhere/a" };
  const { CiphertextBlob: blob } = await kms.send(
    new GenerateDataKeyCommand({ KeyId: key, KeySpec: "AES_256", EncryptionContext }),
  );
  const bucket = await newBucket(dsse(key));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "2026/a", Body: "data" }));
  return { key, bucket, blob };
}

type Use = {
  action: string;
  /** What S3 passes on, or the caller; null where there is none. */
  context: (place: Place) => Record<string, ContextValue>;
  resource: (place: Place) => string;
  send: (own: Pick<Caller, "kms" | "s3">, place: Place) => Promise<unknown>;
};

const DIRECT = { "kms:viaservice": null };
const throughS3 = (object: string) => (place: Place) => ({
  "kms:viaservice": "s3.us-east-1.amazonaws.com",
  [CONTEXT.toLowerCase()]: `arn:aws:s3:::${place.bucket}/${object}`,
});
const ofKey = ({ key }: Place) => key;

const USES: Record<string, Use> = {
  "kms:GenerateDataKey": {
    action: "kms:GenerateDataKey",
    context: () => ({ ...DIRECT, [CONTEXT.toLowerCase()]: null }),
    resource: ofKey,
    send: (own, { key }) => own.kms.send(new GenerateDataKeyCommand({ KeyId: key, KeySpec: "AES_256" })),
  },
  "kms:Decrypt, with a context": {
    action: "kms:Decrypt",
    context: () => ({ ...DIRECT, [CONTEXT.toLowerCase()]: "arn:aws:s3:::elsewhere/a" }),
    resource: ofKey,
    send: (own, { blob }) =>
      own.kms.send(
        new DecryptCommand({
          CiphertextBlob: blob,
          EncryptionContext: { "aws:s3:arn": "arn:aws:s3:::elsewhere/a" },
        }),
      ),
  },
  "an upload": {
    action: "kms:GenerateDataKey",
    context: throughS3("2026/b"),
    resource: ofKey,
    send: (own, { bucket }) => own.s3.send(new PutObjectCommand({ Bucket: bucket, Key: "2026/b", Body: "data" })),
  },
  "a download": {
    action: "kms:Decrypt",
    context: throughS3("2026/a"),
    resource: ofKey,
    send: (own, { bucket }) => own.s3.send(new GetObjectCommand({ Bucket: bucket, Key: "2026/a" })),
  },
};

const UPLOAD_ITSELF: Record<string, Use> = {
  "s3:PutObject": { ...use("an upload"), action: "s3:PutObject", resource: ({ bucket }) => `${arnOf(bucket)}/2026/b` },
  "s3:GetObject": { ...use("a download"), action: "s3:GetObject", resource: ({ bucket }) => `${arnOf(bucket)}/2026/a` },
  "kms:GenerateDataKey": use("kms:GenerateDataKey"),
  "kms:Decrypt, with a context": use("kms:Decrypt, with a context"),
};

function use(name: string): Use {
  const found = USES[name];
  if (found === undefined) throw new Error(name);
  return found;
}

function arnOf(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

type Statement = (place: Place) => object;

const DENY = { Effect: "Deny", Principal: "*", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: "*" };
const deny = (change: object): Statement => {
  return () => ({ ...DENY, ...change });
};
const when = (Condition: object): Statement => deny({ Condition });

const KEY_POLICIES: Record<string, Statement> = {
  everything: deny({ Action: "kms:*" }),
  "what makes data keys": deny({ Action: "kms:GenerateDataKey*" }),
  "reading alone": deny({ Action: "kms:Decrypt" }),
  "an action in another case": deny({ Action: "KMS:decrypt" }),
  "a wildcard of one character": deny({ Action: "kms:Decryp?" }),
  "everything but reading": deny({ Action: undefined, NotAction: "kms:Decrypt" }),
  "another action": deny({ Action: "kms:Encrypt" }),
  "an Allow": deny({ Effect: "Allow" }),
  "this key by its ARN": ({ key }) => ({ ...DENY, Resource: key }),
  "another key": deny({ Resource: `arn:aws:kms:us-east-1:${account}:key/${randomUUID()}` }),
  "every other key": ({ key }) => ({ ...DENY, Resource: undefined, NotResource: key }),
  "whoever does not come through S3": when({ StringNotEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }),
  "whoever does not come through S3, if it exists": when({
    StringNotEqualsIfExists: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
  }),
  "whoever comes through S3": when({ StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }),
  "whoever comes through S3 of some Region": when({ StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } }),
  "whoever comes through S3 elsewhere": when({ StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }),
  "whoever comes through no service": when({ Null: { "kms:ViaService": "true" } }),
  "whoever comes through a service, as a key in another case": when({ Null: { "KMS:VIASERVICE": "false" } }),
  "other buckets": ({ bucket }) => ({
    ...DENY,
    Condition: { StringNotLike: { [CONTEXT]: `${arnOf(bucket)}/*` } },
  }),
  "this bucket": ({ bucket }) => ({ ...DENY, Condition: { StringLike: { [CONTEXT]: `${arnOf(bucket)}/*` } } }),
  "the bucket’s own ARN, which is no object’s": ({ bucket }) => ({
    ...DENY,
    Condition: { StringEquals: { [CONTEXT]: arnOf(bucket) } },
  }),
  "one object, as an ARN": ({ bucket }) => ({
    ...DENY,
    Condition: { ArnEquals: { [CONTEXT]: `${arnOf(bucket)}/2026/a` } },
  }),
  "a folder, for whoever names one": ({ bucket }) => ({
    ...DENY,
    Condition: { StringNotLikeIfExists: { [CONTEXT]: `${arnOf(bucket)}/202?/b` } },
  }),
  "what has no context": when({ Null: { [CONTEXT]: "true" } }),
  "other accounts": when({ StringNotEquals: { "kms:CallerAccount": account } }),
  "the account": when({ StringEquals: { "kms:CallerAccount": account } }),
  "other accounts, by principal": when({ StringNotEquals: { "aws:PrincipalAccount": account } }),
  "every user": when({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:user/*` } }),
  "everybody but the root": when({ ArnNotEquals: { "aws:PrincipalArn": root } }),
  "plain HTTP": when({ Bool: { "aws:SecureTransport": "false" } }),
  "whoever is no service": when({ Bool: { "aws:PrincipalIsAWSService": "false" } }),
  "two conditions": when({
    StringEquals: { "kms:CallerAccount": account },
    Null: { "kms:ViaService": "true" },
  }),
  "the user": () => ({ ...DENY, Principal: { AWS: somebody.arn } }),
  "the account’s principals": deny({ Principal: { AWS: root } }),
  "another account’s principals": deny({ Principal: { AWS: "arn:aws:iam::444455556666:root" } }),
  "everybody but the user and the root": () => ({
    ...DENY,
    Principal: undefined,
    NotPrincipal: { AWS: [somebody.arn, root] },
  }),
};

test.for(Object.entries(KEY_POLICIES))("both agree on a key whose policy refuses: %s", async ([, statement]) => {
  const place = await newPlace();
  const document = { Version: "2012-10-17", Statement: [ADMINISTER, statement(place)] };
  const change = { KeyId: place.key, Policy: JSON.stringify(document), BypassPolicyLockoutSafetyCheck: true };
  await kms.send(new PutKeyPolicyCommand(change));
  const policies = { identity: [ALLOWED], bucket: null, key: parsed(document, "key") };
  for (const caller of [ROOT, somebody]) {
    expect(await answers(caller, USES, place)).toEqual(said(caller, USES, place, policies));
  }
});

const OWN = { Effect: "Deny", Action: "*", Resource: "*" };
const own = (change: object): Statement => {
  return () => ({ ...OWN, ...change });
};

const IDENTITY_POLICIES: Record<string, Statement> = {
  everything: own({}),
  "writing objects": own({ Action: "s3:PutObject" }),
  "everything of S3 but reading": own({ Action: undefined, NotAction: ["s3:GetObject", "kms:*"] }),
  "an action in another case": own({ Action: "S3:putobject" }),
  "a family of actions": own({ Action: ["s3:Get*", "kms:Generate*"] }),
  "the use of keys": own({ Action: ["kms:GenerateDataKey", "kms:Decrypt"] }),
  "the bucket": ({ bucket }) => ({ ...OWN, Resource: [arnOf(bucket), `${arnOf(bucket)}/*`] }),
  "the bucket without its objects": ({ bucket }) => ({ ...OWN, Resource: arnOf(bucket) }),
  "a folder": ({ bucket }) => ({ ...OWN, Resource: `${arnOf(bucket)}/202?/b` }),
  "everything but a folder": ({ bucket }) => ({ ...OWN, Resource: undefined, NotResource: `${arnOf(bucket)}/2026/*` }),
  "another bucket": own({ Resource: "arn:aws:s3:::elsewhere/*" }),
  "the key": ({ key }) => ({ ...OWN, Action: "kms:*", Resource: key }),
  "other keys": ({ key }) => ({ ...OWN, Action: "kms:*", Resource: undefined, NotResource: key }),
  "keys of another Region": own({ Resource: `arn:aws:kms:eu-west-1:${account}:key/*` }),
  "keys of the account": own({ Resource: `arn:aws:kms:*:${account}:key/*` }),
  "other accounts": own({ Condition: { StringNotEquals: { "aws:PrincipalAccount": account } } }),
  "users, by their ARN": own({ Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::*:user/*` } } }),
  "plain HTTP": own({ Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  "what is not plain HTTP": own({ Condition: { BoolIfExists: { "aws:SecureTransport": "true" } } }),
  "an Allow": own({ Effect: "Allow" }),
};

test.for(Object.entries(IDENTITY_POLICIES))(
  "both agree on a user whose own policy refuses: %s",
  async ([, statement]) => {
    const place = await newPlace();
    const document = { Version: "2012-10-17", Statement: [statement(place)] };
    const policies: Policies = {
      identity: [ALLOWED, parsed(document, "identity")],
      bucket: null,
      key: parsed({ Version: "2012-10-17", Statement: [ADMINISTER] }, "key"),
    };
    const denied = await newUser();
    await denyUserBy(endpoint(), denied.user, document);
    expect(await answers(denied, UPLOAD_ITSELF, place)).toEqual(said(denied, UPLOAD_ITSELF, place, policies));
  },
);

/** Here nobody needs to be allowed anything; the evaluator wants it written down. */
const ALLOWED = parsed(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  "identity",
);

function parsed(document: object, kind: "identity" | "key"): PolicyDocument {
  const found = parsePolicy(JSON.stringify(document), kind);
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join(" "));
  return found.document;
}

type Answers = Record<string, string>;

function said({ requester, arn }: Caller, uses: Record<string, Use>, place: Place, policies: Policies): Answers {
  const absent = [
    "service control policy",
    "resource control policy",
    "permissions boundary",
    "VPC endpoint policy",
  ] as const;
  return Object.fromEntries(
    Object.entries(uses).map(([name, { action, resource, context }]) => {
      const known = {
        ...context(place),
        "aws:securetransport": "true",
        "aws:principalisawsservice": "false",
        "aws:principalarn": arn,
        "kms:calleraccount": account,
      };
      const request = { requester, action, resource: resource(place), owner: account, context: known };
      return [name, evaluate({ ...policies, absent }, request).outcome];
    }),
  );
}

async function answers(caller: Caller, uses: Record<string, Use>, place: Place): Promise<Answers> {
  const sent = Object.entries(uses).map(async ([name, { send }]) => [name, await outcomeOf(send(caller, place))]);
  return Object.fromEntries(await Promise.all(sent));
}

async function outcomeOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return "allowed";
  } catch (error) {
    const isDenied = error instanceof Error && /with an explicit deny in an? \S+-based policy/.test(error.message);
    return isDenied ? "refused" : String(error);
  }
}
