import { SSE_KEYS } from "#lib/policy/encryption-condition.ts";
import { mergeStatements, toWrittenStatements, type WrittenStatement } from "./policy-merge.ts";

/** What a bucket's policy can be made to demand here, and what it can be made to demand no more. */
export const POLICY_CHANGES = ["dsse-tolerant", "dsse-strict", "dsse-off", "tls-on", "tls-off"] as const;

export type PolicyChange = (typeof POLICY_CHANGES)[number];

/** The bucket that statements are made for. `keyArn`: of the default's key; null where it has none, then any key will do. */
export type Target = { arn: string; keyArn: string | null };

type DenyStatement = {
  Sid: string;
  Effect: "Deny";
  Principal: "*";
  Action: string;
  Resource: string | string[];
  Condition: Record<string, Record<string, string>>;
};

const { algorithm: ALGORITHM, keyId: KEY, customerAlgorithm: CUSTOMER } = SSE_KEYS;

/**
 * Demands DSSE-KMS under one key. The tolerant form refuses what a request says otherwise and lets one that says
 * nothing reach the default; the strict form demands the header. A negated operator is true for a missing key, so only
 * Null tells the two apart. Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export function toDsseStatements({ arn, keyArn }: Target, form: "tolerant" | "strict"): DenyStatement[] {
  const deny = (Sid: string, Condition: DenyStatement["Condition"]): DenyStatement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${arn}/*`,
    Condition,
  });
  const other = { StringNotEquals: { [ALGORITHM]: "aws:kms:dsse" } };
  return [
    form === "strict"
      ? deny("DenyNonDsse", other)
      : deny("DenyExplicitNonDsse", { ...other, Null: { [ALGORITHM]: "false" } }),
    deny("DenyHeaderWithoutKey", { Null: { [ALGORITHM]: "false", [KEY]: "true" } }),
    ...(keyArn === null
      ? []
      : [deny("DenyWrongKey", { StringNotEquals: { [KEY]: keyArn }, Null: { [KEY]: "false" } })]),
    deny("DenySseC", { Null: { [CUSTOMER]: "false" } }),
  ];
}

/**
 * Refuses plain HTTP, save for AWS's own services, whose requests do not say how they travelled.
 * Source: S3 User Guide, "Bucket policy examples using condition keys", aws:PrincipalIsAWSService.
 */
export function toTlsStatement(arn: string): DenyStatement {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" } },
  };
}

/** Beside the statement that gives a form its name. */
const BESIDE = ["DenyHeaderWithoutKey", "DenyWrongKey", "DenySseC"];
const DSSE_SIDS = new Set(["DenyExplicitNonDsse", "DenyNonDsse", ...BESIDE]);
const TLS_SIDS = new Set(["DenyInsecureTransport"]);

/** The Sids that a change makes its own. */
function sidsOf(change: PolicyChange): ReadonlySet<string> {
  return change === "tls-on" || change === "tls-off" ? TLS_SIDS : DSSE_SIDS;
}

function statementsOf(change: PolicyChange, target: Target): DenyStatement[] {
  if (change === "dsse-off" || change === "tls-off") return [];
  if (change === "tls-on") return [toTlsStatement(target.arn)];
  return toDsseStatements(target, change === "dsse-strict" ? "strict" : "tolerant");
}

/** What S3 takes of a bucket policy at the most, in bytes. Source: S3 User Guide, "Bucket policies". */
const MOST_BYTES = 20 * 1024;

/** What a change makes of a policy document; null where there is none. */
export type PolicyPlan = {
  before: string | null;
  after: string | null;
  /** Statements that have a Sid of these but say something else. A demand takes their place, its removal leaves them. */
  foreign: WrittenStatement[];
};

/** What `change` makes of the policy, or in a sentence why it cannot be made. */
export function planChange(
  before: string | null,
  change: PolicyChange,
  target: Target,
): { plan: PolicyPlan } | { problem: string } {
  const written = before === null ? [] : toWrittenStatements(before);
  if (written === null) return { problem: "The policy does not follow IAM’s grammar, so nothing can be put into it." };
  const sids = sidsOf(change);
  const named = written.filter(({ value }) => sids.has(String(value.Sid)));
  const foreign = named.filter((statement) => !isOurs(statement, target.arn));
  const statements = statementsOf(change, target);
  const removed = new Set(statements.length === 0 ? named.filter((one) => !foreign.includes(one)) : named);
  const texts = new Set([...removed].map(({ text }) => text));
  const after = mergeStatements(before, (one) => sids.has(String(one.value.Sid)) && texts.has(one.text), statements);
  const bytes = after === null ? 0 : new TextEncoder().encode(after).length;
  if (bytes > MOST_BYTES) {
    return {
      problem: `The policy would have ${bytes.toLocaleString("en")} bytes, and S3 takes ${MOST_BYTES.toLocaleString("en")} at the most.`,
    };
  }
  // As it stands already: not rewritten for another order of members.
  return { plan: { before, after: isSameJson(before, after) ? before : after, foreign } };
}

/** Whether a change takes out a statement of somebody else's. */
export function replacesForeign({ foreign }: PolicyPlan, change: PolicyChange): boolean {
  return foreign.length > 0 && change !== "dsse-off" && change !== "tls-off";
}

/** What the policy demands by statements of these. */
export type Demands = {
  dsse: { form: "tolerant" | "strict"; keyArn: string | null; missing: string[] } | null;
  /** Sids of statements of these that stand there although DSSE-KMS is not demanded: what somebody left of a demand. */
  left: string[];
  tls: boolean;
};

/** Which of these statements stand in a policy; null where the document is none. */
export function demandsOf(document: string | null, arn: string): Demands | null {
  if (document !== null && toWrittenStatements(document) === null) return null;
  const ours = oursIn(document, arn);
  const form = ours.has("DenyNonDsse") ? "strict" : ours.has("DenyExplicitNonDsse") ? "tolerant" : null;
  const tls = ours.has("DenyInsecureTransport");
  if (form === null) return { dsse: null, left: [...ours.keys()].filter((sid) => DSSE_SIDS.has(sid)), tls };
  const missing = BESIDE.filter((sid) => !ours.has(sid));
  return { dsse: { form, keyArn: keyDemandedBy(ours.get("DenyWrongKey")), missing }, left: [], tls };
}

/** The Sids of these that a policy has before a plan and not after it. */
export function sidsLost({ before, after }: PolicyPlan, arn: string): string[] {
  const next = oursIn(after, arn);
  return [...oursIn(before, arn).keys()].filter((sid) => !next.has(sid));
}

/** The statements of these in a policy, by Sid. */
export function oursIn(document: string | null, arn: string): Map<string, unknown> {
  const written = document === null ? [] : (toWrittenStatements(document) ?? []);
  return new Map(written.filter((one) => isOurs(one, arn)).map(({ value }) => [String(value.Sid), value]));
}

/** Whether a statement is one that is made here, for this bucket and any key, however its JSON spells it. */
function isOurs({ value }: WrittenStatement, arn: string): boolean {
  const target = { arn, keyArn: keyDemandedBy(value) };
  const known = [...toDsseStatements(target, "tolerant"), ...toDsseStatements(target, "strict"), toTlsStatement(arn)];
  return known.some((statement) => toCanonical(statement) === toCanonical(value));
}

/** The one key that a statement demands, as DenyWrongKey does. */
function keyDemandedBy(statement: unknown): string | null {
  const demanded = member(member(member(statement, "Condition"), "StringNotEquals"), KEY);
  const [key] = Array.isArray(demanded) ? demanded : [demanded];
  return typeof key === "string" ? key : null;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The same for what IAM takes as the same: a list of one, the order of members, true and "true", "*" and { "AWS": "*" }. */
function toCanonical(value: unknown): string {
  return JSON.stringify(value, (name, found: unknown) => {
    if (typeof found === "boolean") return String(found);
    const one: unknown = Array.isArray(found) && found.length === 1 ? found[0] : found;
    const everybody = name === "Principal" && [member(one, "AWS")].flat().every((aws) => aws === "*");
    return everybody && Object.keys(Object(one)).length === 1 ? "*" : sorted(one);
  });
}

/** Whether two documents are the same JSON, whatever the order of members. */
export function isSameJson(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  const text = (document: string) => JSON.stringify(JSON.parse(document), (_name, value: unknown) => sorted(value));
  return text(one) === text(other);
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
