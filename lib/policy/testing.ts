import { parsePolicy, type PolicyDocument, type PolicyKind, type Statement } from "./document.ts";
import type { Layer } from "./layer.ts";
import type { PolicyRequest, Requester } from "./request.ts";
import type { Truth } from "./truth.ts";

export const OURS = "111122223333";
export const THEIRS = "444455556666";

/** Every layer but the policies themselves is known not to exist. */
export const ABSENT: Layer[] = [
  ...(["service control policy", "resource control policy", "permissions boundary", "session policy"] as const),
  ...(["VPC endpoint policy", "public access block", "access control list", "grant"] as const),
];

/** The policy of these statements, of version 2012-10-17 unless it says otherwise; throws what is wrong with them. */
export function policyOf(kind: PolicyKind, statements: object[], version = "2012-10-17"): PolicyDocument {
  const parsed = parsePolicy(JSON.stringify({ Version: version, Statement: statements }), kind);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(" "));
  return parsed.document;
}

/** The one statement of a policy. */
export function statementOf(kind: PolicyKind, statement: object): Statement {
  const [one] = policyOf(kind, [statement]).statements;
  if (one === undefined) throw new Error("There is no statement.");
  return one;
}

export const ALICE = { type: "user", account: OURS, arn: `arn:aws:iam::${OURS}:user/Alice` } satisfies Requester;
export const APP = {
  type: "session",
  account: OURS,
  arn: `arn:aws:sts::${OURS}:assumed-role/App/deploy`,
  roleArn: `arn:aws:iam::${OURS}:role/App`,
} satisfies Requester;

/** Alice puts an object of her own account. */
export const PUT: PolicyRequest = {
  requester: ALICE,
  action: "s3:PutObject",
  resource: "arn:aws:s3:::reports/2026/a.txt",
  owner: OURS,
  context: {},
};

/** How a table of cases writes a truth: "?" for what is not known, whatever the reason. */
export function marked(truth: Truth): boolean | "?" {
  return typeof truth === "string" ? "?" : truth;
}
