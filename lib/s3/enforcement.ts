import { parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import { fitOf } from "#lib/policy/fit.ts";
import type { PolicyRequest } from "#lib/policy/request.ts";
import { ANY } from "#lib/policy/text.ts";

/** What a bucket's policy does to uploads by how they ask for encryption. A statement goes by its Sid, else its place. */
export type Enforcement =
  /** Every upload that asks for SSE-S3 or SSE-KMS is refused. */
  | { status: "required"; statement: string; withoutHeader: UploadAnswer }
  /** Some are refused, or only for some callers or objects. The reason continues the sentence "It holds …". */
  | { status: "partly"; statement: string; reason: string }
  | { status: "not-required" }
  /** The policy refuses uploads that ask for DSSE-KMS. */
  | { status: "contradicted"; statement: string }
  | { status: "unknown"; reason: string };

/** What a bucket's policy says to one upload. */
export type UploadAnswer =
  | { outcome: "accepted" }
  | { outcome: "refused"; statement: string }
  | { outcome: "depends"; statement: string; reason: string };

const SSE = "s3:x-amz-server-side-encryption";
const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const CUSTOMER = "s3:x-amz-server-side-encryption-customer-algorithm";
const ABOUT_ENCRYPTION = new Set([SSE, KEY_ID, CUSTOMER]);

/** An imagined upload over TLS that says nothing of encryption. Who sends it, and the rest, nobody can foresee. */
const PLAIN = { "aws:securetransport": "true", [SSE]: null, [KEY_ID]: null, [CUSTOMER]: null };
const PROBES = {
  "no header": PLAIN,
  "DSSE-KMS": { ...PLAIN, [SSE]: "aws:kms:dsse", [KEY_ID]: ANY },
  "DSSE-KMS without a key": { ...PLAIN, [SSE]: "aws:kms:dsse" },
  "SSE-KMS": { ...PLAIN, [SSE]: "aws:kms", [KEY_ID]: ANY },
  "SSE-KMS without a key": { ...PLAIN, [SSE]: "aws:kms" },
  "SSE-S3": { ...PLAIN, [SSE]: "AES256" },
  "SSE-C": { ...PLAIN, [CUSTOMER]: "AES256" },
} satisfies Record<string, PolicyRequest["context"]>;

/** What uploads may say of encryption. They name a key unless it says otherwise. */
export type UploadKind = keyof typeof PROBES;

const NO_POLICY = '{"Statement":[]}';

/**
 * What `policy`, a bucket's policy document, says to each kind of upload: they go past its Deny statements, one by one.
 * Null where the document does not follow IAM's grammar. Replication is another action (s3:ReplicateObject) and not asked.
 */
export function uploadAnswersOf(bucket: string, policy: string | null): Record<UploadKind, UploadAnswer> | null {
  const parsed = parsePolicy(policy ?? NO_POLICY, "bucket");
  if (!parsed.ok) return null;
  const answerTo = (kind: UploadKind) => answerOf(parsed.document, bucket, PROBES[kind]);
  return {
    "no header": answerTo("no header"),
    "DSSE-KMS": answerTo("DSSE-KMS"),
    "DSSE-KMS without a key": answerTo("DSSE-KMS without a key"),
    "SSE-KMS": answerTo("SSE-KMS"),
    "SSE-KMS without a key": answerTo("SSE-KMS without a key"),
    "SSE-S3": answerTo("SSE-S3"),
    "SSE-C": answerTo("SSE-C"),
  };
}

/** Whether `policy` requires DSSE-KMS. What cannot be proven is "partly" or "unknown". */
export function enforcementOf(bucket: string, policy: string | null): Enforcement {
  const answers = uploadAnswersOf(bucket, policy);
  if (answers === null) return { status: "unknown", reason: "The policy does not follow IAM’s grammar." };
  const { "DSSE-KMS": dsse, "SSE-KMS": kms, "SSE-S3": s3 } = answers;
  if (dsse.outcome === "refused") return { status: "contradicted", statement: dsse.statement };
  if (s3.outcome === "refused" && kms.outcome === "refused") {
    return { status: "required", statement: s3.statement, withoutHeader: answers["no header"] };
  }
  if (s3.outcome === "depends") return { status: "partly", statement: s3.statement, reason: s3.reason };
  // What depends on the key in the same way for both, as a demanded key does, prefers neither.
  const dependsAlike = dsse.outcome === "depends" && kms.outcome === "depends" && dsse.statement === kms.statement;
  if (kms.outcome === "depends" && !dependsAlike)
    return { status: "partly", statement: kms.statement, reason: kms.reason };
  if (s3.outcome === "refused") return { status: "partly", statement: s3.statement, reason: ONLY_S3 };
  if (kms.outcome === "refused") return { status: "partly", statement: kms.statement, reason: ONLY_KMS };
  return { status: "not-required" };
}

const ONLY_S3 = "only against SSE-S3, not against SSE-KMS";
const ONLY_KMS = "only against SSE-KMS, not against SSE-S3";

/** One refusal decides; what depends on something counts where nothing refuses outright. */
function answerOf(policy: PolicyDocument, bucket: string, context: PolicyRequest["context"]): UploadAnswer {
  const request: PolicyRequest = {
    requester: { type: "somebody", account: null },
    action: "s3:PutObject",
    resource: { startsWith: `arn:${partitionOf(policy)}:s3:::${bucket}/` },
    owner: null,
    context,
  };
  const answers = policy.statements.map((statement) => answerOfOne(policy, statement, request));
  return (
    answers.find(({ outcome }) => outcome === "refused") ??
    answers.find(({ outcome }) => outcome === "depends") ?? { outcome: "accepted" }
  );
}

function answerOfOne(policy: PolicyDocument, statement: Statement, request: PolicyRequest): UploadAnswer {
  if (statement.effect === "Allow") return { outcome: "accepted" };
  const fit = fitOf(statement, policy, request);
  if (fit === false) return { outcome: "accepted" };
  if (fit === true) return { outcome: "refused", statement: statement.name };
  // A statement about something else, such as the network, neither requires DSSE-KMS nor half requires it.
  const isAboutEncryption = statement.conditions.some(({ key }) => ABOUT_ENCRYPTION.has(key.toLowerCase()));
  return isAboutEncryption ? { outcome: "depends", statement: statement.name, reason: fit } : { outcome: "accepted" };
}

/** A bucket's policy names its bucket only, so the partition that it writes is the bucket's. */
function partitionOf({ statements }: PolicyDocument): string {
  const resources = statements.flatMap(({ resources }) => resources?.listed ?? []);
  return resources.flatMap((resource) => /^arn:(aws[a-z-]*):/.exec(resource)?.[1] ?? [])[0] ?? "aws";
}
