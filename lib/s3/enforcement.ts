import { isLike } from "#lib/aws/wildcard.ts";
import { type Condition, type Statement, toStatements } from "./policy-statement.ts";

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

/** What an imagined upload over TLS shows to IAM, by condition key. ANY is some value that nobody can foresee. */
type Probe = Record<string, string | typeof ANY>;

const ANY = Symbol("any value");
const SSE = "s3:x-amz-server-side-encryption";
const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const CUSTOMER = "s3:x-amz-server-side-encryption-customer-algorithm";
const ABOUT_ENCRYPTION = new Set([SSE, KEY_ID, CUSTOMER]);
const FORESEEN = new Set([...ABOUT_ENCRYPTION, "aws:securetransport"]);

const TLS = { "aws:securetransport": "true" };
const PROBES = {
  "no header": TLS,
  "DSSE-KMS": { ...TLS, [SSE]: "aws:kms:dsse", [KEY_ID]: ANY },
  "DSSE-KMS without a key": { ...TLS, [SSE]: "aws:kms:dsse" },
  "SSE-KMS": { ...TLS, [SSE]: "aws:kms", [KEY_ID]: ANY },
  "SSE-KMS without a key": { ...TLS, [SSE]: "aws:kms" },
  "SSE-S3": { ...TLS, [SSE]: "AES256" },
  "SSE-C": { ...TLS, [CUSTOMER]: "AES256" },
} satisfies Record<string, Probe>;

/** What uploads may say of encryption. They name a key unless it says otherwise. */
export type UploadKind = keyof typeof PROBES;

/**
 * What `policy`, a bucket's policy document, says to each kind of upload: they go past its Deny statements, one by one.
 * Null where the document does not follow IAM's grammar. Replication is another action (s3:ReplicateObject) and not asked.
 */
export function uploadAnswersOf(bucket: string, policy: string | null): Record<UploadKind, UploadAnswer> | null {
  const statements = policy === null ? [] : toStatements(policy);
  if (statements === null) return null;
  const answerTo = (kind: UploadKind) => answerOf(statements, bucket, PROBES[kind]);
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
function answerOf(statements: Statement[], bucket: string, probe: Probe): UploadAnswer {
  const answers = statements.map((statement) => answerOfOne(statement, bucket, probe));
  return (
    answers.find(({ outcome }) => outcome === "refused") ??
    answers.find(({ outcome }) => outcome === "depends") ?? { outcome: "accepted" }
  );
}

/** Whether a part of a statement fits the upload; a text says on what it depends, as "only …". */
type Fit = boolean | string;

function answerOfOne(statement: Statement, bucket: string, probe: Probe): UploadAnswer {
  if (statement.effect === "Allow") return { outcome: "accepted" };
  const fits = [
    fitsAction(statement),
    fitsResource(statement, bucket),
    fitsPrincipal(statement),
    ...statement.conditions.map((condition) => fitsCondition(condition, probe)),
  ];
  if (fits.includes(false)) return { outcome: "accepted" };
  const reason = fits.find((fit) => typeof fit === "string");
  if (reason === undefined) return { outcome: "refused", statement: statement.name };
  // A statement about something else, such as the network, neither requires DSSE-KMS nor half requires it.
  const isAboutEncryption = statement.conditions.some(({ key }) => ABOUT_ENCRYPTION.has(key));
  return isAboutEncryption ? { outcome: "depends", statement: statement.name, reason } : { outcome: "accepted" };
}

function fitsAction({ actions }: Statement): Fit {
  const listed = actions.listed.some((action) => isLike("s3:putobject", action.toLowerCase()));
  return listed !== actions.except;
}

function fitsPrincipal({ principals }: Statement): Fit {
  if (principals === null) return "only for the principals that it names";
  return principals.includes("*") ? true : `only for ${principals.join(", ")}`;
}

function fitsResource({ resources }: Statement, bucket: string): Fit {
  const objects = `arn:aws:s3:::${bucket}/`;
  const listed = resources.listed.map((resource) => resource.replace(/^arn:aws[a-z-]*:/, "arn:aws:"));
  if (resources.except) return `only for objects outside ${resources.listed.join(", ")}`;
  // Two keys that no pattern spells out: what fits both fits every key.
  if (listed.some((resource) => isLike(`${objects}\u0000`, resource) && isLike(`${objects}\u0000\u0000`, resource))) {
    return true;
  }
  return listed.some((resource) => mayMatchObject(resource, objects))
    ? `only for ${resources.listed.join(", ")}`
    : false;
}

function mayMatchObject(resource: string, objects: string): boolean {
  const [literal = ""] = resource.split(/[*?$]/);
  return literal.startsWith(objects) || (literal !== resource && objects.startsWith(literal));
}

type Comparison = { fits: (value: string, pattern: string) => boolean; negated: boolean };

/** A Map, as the operator is whatever somebody wrote: "constructor" must not be found. */
const COMPARISONS = new Map<string, Comparison>([
  ["StringEquals", { fits: isEqual, negated: false }],
  ["StringNotEquals", { fits: isEqual, negated: true }],
  ["StringEqualsIgnoreCase", { fits: isEqualIgnoringCase, negated: false }],
  ["StringNotEqualsIgnoreCase", { fits: isEqualIgnoringCase, negated: true }],
  ["StringLike", { fits: isLike, negated: false }],
  ["StringNotLike", { fits: isLike, negated: true }],
  ["Bool", { fits: isEqualIgnoringCase, negated: false }],
]);

function fitsCondition({ operator, key, values }: Condition, probe: Probe): Fit {
  const depends = `only where ${operator} holds for ${key}`;
  if (!FORESEEN.has(key) || values.some((value) => value.includes("${"))) return depends;
  const value = probe[key];
  if (operator === "Null") return values.some((wanted) => (wanted.toLowerCase() === "true") === (value === undefined));
  const ifExists = operator.endsWith("IfExists");
  const comparison = COMPARISONS.get(ifExists ? operator.slice(0, -"IfExists".length) : operator);
  if (comparison === undefined || value === ANY) return depends;
  // IAM: a negated operator is true for a missing key, with IfExists or without.
  if (value === undefined) return ifExists || comparison.negated;
  return values.some((wanted) => comparison.fits(value, wanted)) !== comparison.negated;
}

function isEqual(value: string, wanted: string): boolean {
  return value === wanted;
}

function isEqualIgnoringCase(value: string, wanted: string): boolean {
  return value.toLowerCase() === wanted.toLowerCase();
}
