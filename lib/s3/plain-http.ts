import { parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import { fitOf } from "#lib/policy/fit.ts";

/** One request to an object and one to the bucket itself: a statement about every action that refuses both refuses all. */
const REQUESTS = [
  { action: "s3:GetObject", of: "object" },
  { action: "s3:ListBucket", of: "bucket" },
] as const;

/** The statement that refuses everybody's requests over plain HTTP, by its Sid or place; null where none does for certain. */
export function refusesPlainHttp(policy: PolicyDocument, bucketArn: string): string | null {
  const found = policy.statements.find((statement) => {
    if (statement.effect !== "Deny" || !isAboutEveryAction(statement)) return false;
    return REQUESTS.every(({ action, of }) => {
      const context = { "aws:securetransport": "false", "aws:principalisawsservice": "false" };
      const resource = of === "bucket" ? bucketArn : { startsWith: `${bucketArn}/` };
      const requester = { type: "somebody", account: null } as const;
      return fitOf(statement, policy, { requester, action, resource, owner: null, context }) === true;
    });
  });
  return found?.name ?? null;
}

/** S3 gets new actions, so that no list of names is all of them; NotAction leaves out at least one. */
function isAboutEveryAction({ actions }: Statement): boolean {
  return actions !== null && !actions.except && actions.listed.some((one) => /^(s3:)?\*+$/i.test(one));
}

/** What a bucket's policy, null without one, says of plain HTTP, a whole sentence. */
export function plainHttpInWords(policy: string | null, bucketArn: string): string {
  if (policy === null) return "Plain HTTP is not refused: the bucket has no policy.";
  const parsed = parsePolicy(policy, "bucket");
  if (!parsed.ok) return "Not known: the policy does not follow IAM’s grammar.";
  const statement = refusesPlainHttp(parsed.document, bucketArn);
  return statement === null
    ? "No statement of the policy refuses all requests over plain HTTP for certain."
    : `${statement} of the policy refuses requests over plain HTTP.`;
}
