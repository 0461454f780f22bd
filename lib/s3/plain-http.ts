import type { PolicyDocument } from "#lib/policy/document.ts";
import { fitOf } from "#lib/policy/fit.ts";

/** One request to an object and one to the bucket itself: a statement that refuses both is about all of it. */
const REQUESTS = [
  { action: "s3:GetObject", of: "object" },
  { action: "s3:PutObject", of: "object" },
  { action: "s3:ListBucket", of: "bucket" },
] as const;

/** The statement that refuses everybody's requests over plain HTTP, by its Sid or place; null where none does for certain. */
export function refusesPlainHttp(policy: PolicyDocument, bucketArn: string): string | null {
  const found = policy.statements.find((statement) => {
    if (statement.effect !== "Deny") return false;
    return REQUESTS.every(({ action, of }) => {
      const context = { "aws:securetransport": "false", "aws:principalisawsservice": "false" };
      const resource = of === "bucket" ? bucketArn : { startsWith: `${bucketArn}/` };
      const requester = { type: "somebody", account: null } as const;
      return fitOf(statement, policy, { requester, action, resource, owner: null, context }) === true;
    });
  });
  return found?.name ?? null;
}
