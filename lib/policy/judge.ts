import type { PolicyDocument, Statement } from "./document.ts";
import type { Policies, Reference } from "./evaluate.ts";
import { fitOf } from "./fit.ts";
import type { PolicyRequest } from "./request.ts";
import type { Truth } from "./truth.ts";

/** A statement, and whether it applies to the request; `directly`, without what it only leaves to an account. */
export type Judged = { by: Reference; fit: Truth; directly: Truth };

/** Every statement of the effect in every policy that is known and that the request meets. */
export function judge(policies: Policies, request: PolicyRequest, effect: Statement["effect"]): Judged[] {
  const resource = resourcePolicyOf(policies, request);
  const identity = ownPoliciesOf(policies, request);
  const own = resource === null || resource === "unknown" ? [] : [resource];
  return [
    ...own.flatMap((document) => judgeOne(document, isKms(request) ? "key" : "bucket", 0, request, effect)),
    ...(identity === "unknown" ? [] : identity).flatMap((document, index) =>
      judgeOne(document, "identity", index, request, effect),
    ),
  ];
}

function judgeOne(
  document: PolicyDocument,
  policy: Reference["policy"],
  index: number,
  request: PolicyRequest,
  effect: Statement["effect"],
): Judged[] {
  const statements = document.statements.filter((statement) => statement.effect === effect);
  return statements.map((statement) => ({
    by: { policy, document: index, statement },
    fit: fitOf(statement, document, request),
    directly: fitOf(statement, document, request, { direct: true }),
  }));
}

export function isKms({ action }: PolicyRequest): boolean {
  return /^kms:/i.test(action);
}

export function resourcePolicyOf(policies: Policies, request: PolicyRequest): PolicyDocument | null | "unknown" {
  return isKms(request) ? policies.key : policies.bucket;
}

/** As a sentence names it. */
export function nameOfResourcePolicy(request: PolicyRequest): string {
  return isKms(request) ? "the key’s policy" : "the bucket’s policy";
}

/** A root user, a service and an anonymous requester have no policies of their own. */
export function hasOwnPolicies({ requester }: PolicyRequest): boolean {
  return requester.type !== "root" && requester.type !== "service" && requester.type !== "anonymous";
}

/** Those of the requester; of somebody whom nobody can foresee nobody knows them. */
export function ownPoliciesOf(policies: Policies, request: PolicyRequest): Policies["identity"] {
  if (request.requester.type === "somebody") return "unknown";
  return hasOwnPolicies(request) ? policies.identity : [];
}

/** Whether the requester is of the account that owns the resource; null where that is not known. */
export function isInOwnersAccount({ requester, owner }: PolicyRequest): boolean | null {
  if (requester.type === "service" || requester.type === "anonymous") return false;
  return requester.account === null || owner === null ? null : requester.account === owner;
}
