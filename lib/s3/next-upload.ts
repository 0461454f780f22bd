import type { PolicyDocument } from "#lib/policy/document.ts";
import { fitOf } from "#lib/policy/fit.ts";
import type { ContextValue, PolicyRequest } from "#lib/policy/request.ts";
import { ANY } from "#lib/policy/text.ts";
import type { Deciding } from "./deciding.ts";
import { ALGORITHMS, type Encryption } from "./encryption.ts";
import {
  type Ask,
  ASKS,
  PARTS_UNDOCUMENTED,
  type Stored,
  type StoredKey,
  type UploadFate,
  type Way,
} from "./upload-fate.ts";

const SSE = "s3:x-amz-server-side-encryption";
const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const CUSTOMER = "s3:x-amz-server-side-encryption-customer-algorithm";
const COPY_SOURCE = "s3:x-amz-copy-source";
const ABOUT_ENCRYPTION = new Set([SSE, KEY_ID, CUSTOMER]);

/** What becomes of every kind of upload, made in every way. Permissions of the uploader come on top. */
export function nextUploads(deciding: Deciding): Map<Ask, Record<Way, UploadFate>> {
  const asks = ASKS.filter((ask) => defaultKeyOf(deciding) !== null || !ask.endsWith("the key"));
  const fates = asks.map((ask): [Ask, Record<Way, UploadFate>] => {
    const fate = (way: Way) => fateOf(deciding, ask, way);
    return [ask, { put: fate("put"), multipart: fate("multipart"), copy: fate("copy") }];
  });
  return new Map(fates);
}

/** The key that "the key" means: the default's, by ARN; null where it has none or where it is not known. */
export function defaultKeyOf({ standard }: Pick<Deciding, "standard">): string | null {
  if (typeof standard === "string") return null;
  return standard.type === "DSSE-KMS" || standard.type === "SSE-KMS" ? standard.keyId : null;
}

function fateOf(deciding: Deciding, ask: Ask, way: Way): UploadFate {
  if (ask === "SSE-C" && deciding.blockedTypes?.includes("SSE-C")) return { outcome: "refused", by: "blocked types" };
  const answer = answerOf(deciding, ask, way);
  if (answer.outcome === "refused") return { outcome: "refused", by: "statement", statement: answer.statement };
  const usesKey = ask === "nothing" || ask.endsWith("and the key");
  if (usesKey && deciding.keyFault !== null) return { outcome: "refused", by: "key", reason: deciding.keyFault };
  if (answer.outcome === "unknown") return answer;
  const as = storedAs(deciding, ask);
  if (typeof as === "string") return { outcome: "unknown", reason: as };
  return answer.outcome === "depends" ? { ...answer, as } : { outcome: "stored", as };
}

/** What an upload that nothing refuses is stored under, or why that is not known. */
function storedAs({ standard, blockedTypes }: Deciding, ask: Ask): Stored | string {
  if (ask === "SSE-C" && blockedTypes === null) return "what the bucket blocks is not known";
  if (ask !== "nothing") return { encryption: ENCRYPTIONS[ask], key: keyStoredUnder(standard, ask) };
  if (typeof standard === "string") return standard;
  const hasKey = standard.type === "DSSE-KMS" || standard.type === "SSE-KMS";
  if (!hasKey) return { encryption: standard, key: null };
  return { encryption: standard, key: standard.keyId === null ? "aws/s3" : { arn: standard.keyId } };
}

const ONE_LAYER: Encryption = { type: "SSE-KMS", keyId: null, bucketKey: false };
const TWO_LAYERS: Encryption = { type: "DSSE-KMS", keyId: null };
const ENCRYPTIONS: Record<Exclude<Ask, "nothing">, Encryption> = {
  "DSSE-KMS and the key": TWO_LAYERS,
  "DSSE-KMS, no key": TWO_LAYERS,
  "DSSE-KMS and another key": TWO_LAYERS,
  "SSE-KMS and the key": ONE_LAYER,
  "SSE-KMS, no key": ONE_LAYER,
  "SSE-S3": { type: "SSE-S3" },
  "SSE-C": { type: "SSE-C", algorithm: "AES256" },
};

/** Without a key id S3 takes the AWS managed key, not the bucket's. Source: S3 API reference, PutObject. */
function keyStoredUnder(standard: Deciding["standard"], ask: Ask): StoredKey {
  if (ask.endsWith("no key")) return "aws/s3";
  if (ask.endsWith("another key")) return "named";
  const arn = ask.endsWith("the key") ? defaultKeyOf({ standard }) : null;
  return arn === null ? null : { arn };
}

type Answer =
  | { outcome: "accepted" }
  | { outcome: "refused"; statement: string }
  | { outcome: "depends"; statement: string; reason: string }
  | { outcome: "unknown"; reason: string };

/** What the policy's Deny statements say. */
function answerOf(deciding: Deciding, ask: Ask, way: Way): Answer {
  const { policy } = deciding;
  if (typeof policy === "string") return { outcome: "unknown", reason: `what the policy refuses: ${policy}` };
  if (policy === null) return { outcome: "accepted" };
  const begun = judged(policy, requestOf(deciding, ask, way, policy));
  if (way !== "multipart" || begun.outcome === "refused") return begun;
  const part = judged(policy, requestOf(deciding, ask === "SSE-C" ? ask : "nothing", way, policy));
  if (part.outcome !== "refused" || begun.outcome === "depends") return begun;
  // The parts of an upload that was begun without a header are no different from their beginning.
  return { outcome: "depends", statement: part.statement, reason: PARTS_UNDOCUMENTED };
}

function judged(policy: PolicyDocument, request: PolicyRequest): Answer {
  const denials = denialsOf(policy, request).filter(({ about }) => about === "encryption");
  const certain = denials.find(({ reason }) => reason === null);
  if (certain !== undefined) return { outcome: "refused", statement: certain.statement };
  const [open] = denials;
  if (open === undefined) return { outcome: "accepted" };
  return { outcome: "depends", statement: open.statement, reason: open.reason ?? "" };
}

/** A Deny that fits, or may. `reason` is null where it does for certain; then whatever it is about concerns encryption. */
type Denial = { statement: string; reason: string | null; about: "encryption" | "something else" };

function denialsOf(bucket: PolicyDocument, request: PolicyRequest): Denial[] {
  return bucket.statements.flatMap((statement): Denial[] => {
    const fit = statement.effect === "Deny" && fitOf(statement, bucket, request);
    if (fit === false) return [];
    const reason = fit === true ? null : fit;
    const concerns = reason === null || statement.conditions.some(({ key }) => ABOUT_ENCRYPTION.has(key.toLowerCase()));
    return [{ statement: statement.name, reason, about: concerns ? "encryption" : "something else" }];
  });
}

/** Statements that may refuse any upload, whatever it says of encryption: by network, by caller. A statement a line. */
export function otherDenials(deciding: Deciding): { statement: string; reason: string }[] {
  const { policy } = deciding;
  if (typeof policy === "string" || policy === null) return [];
  const denials = denialsOf(policy, requestOf(deciding, "nothing", "put", policy));
  return denials.flatMap(({ statement, reason, about }) =>
    about === "something else" && reason !== null ? [{ statement, reason }] : [],
  );
}

function requestOf(deciding: Deciding, ask: Ask, way: Way, policy: PolicyDocument): PolicyRequest {
  return {
    requester: { type: "somebody", account: null },
    action: "s3:PutObject",
    resource: { startsWith: `${deciding.bucketArn}/` },
    owner: null,
    context: {
      "aws:securetransport": "true",
      "aws:principalisawsservice": "false",
      [COPY_SOURCE]: way === "copy" ? ANY : null,
      [SSE]: algorithmOf(ask),
      [KEY_ID]: keyNamedBy(deciding, ask, policy),
      [CUSTOMER]: ask === "SSE-C" ? "AES256" : null,
    },
  };
}

function algorithmOf(ask: Ask): string | null {
  if (ask === "nothing" || ask === "SSE-C") return null;
  if (ask === "SSE-S3") return ALGORITHMS["SSE-S3"];
  return ask.startsWith("DSSE") ? ALGORITHMS["DSSE-KMS"] : ALGORITHMS["SSE-KMS"];
}

/** Another key than the default's stands for all others only where the policy itself names no other. */
function keyNamedBy(deciding: Deciding, ask: Ask, policy: PolicyDocument): ContextValue {
  const own = defaultKeyOf(deciding);
  if (ask.endsWith("and the key")) return own;
  if (!ask.endsWith("another key")) return null;
  const named = policy.statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key, operator, values }) => (key.toLowerCase() === KEY_ID && operator !== "Null" ? values : []));
  return own !== null && named.every((value) => value === own) ? otherThan(own) : ANY;
}

function otherThan(arn: string): string {
  return arn.replace(/[^/]*$/, "00000000-0000-0000-0000-000000000000");
}
