import { isLike } from "#lib/aws/wildcard.ts";
import { holds } from "./condition.ts";
import type { Listed, PolicyDocument, Statement } from "./document.ts";
import { means } from "./principal.ts";
import type { PolicyRequest } from "./request.ts";
import { contextOf } from "./requester-context.ts";
import { fits, HOLE, type Pattern, wildcards, withinSections } from "./text.ts";
import { all, any, not, type Truth } from "./truth.ts";
import { hasVariables, substitute } from "./variables.ts";

/**
 * Whether a statement applies to a request, whatever its effect. A text says on what that depends, so that it continues
 * "It holds …": "only for arn:aws:s3:::reports/2026/*". `direct`: an account's root means its root user alone.
 */
export function fitOf(
  statement: Statement,
  { version }: Pick<PolicyDocument, "version">,
  request: PolicyRequest,
  { direct = false }: { direct?: boolean } = {},
): Truth {
  const { actions, resources, principals, conditions } = statement;
  const context = { ...contextOf(request.requester), ...request.context };
  // Many uploads meet many statements that fail by their action or condition, which is told sooner than by the resource.
  const action = fitsAction(actions, request.action);
  if (action === false) return false;
  const held = conditions.map((condition) => holds(condition, version, context));
  if (held.includes(false)) return false;
  const principal = principals === null || means(principals, request.requester, direct);
  return all([action, fitsResource(statement, version, { ...request, context }, resources), principal, ...held]);
}

/** IAM compares actions without case. Source: IAM User Guide, reference_policies_elements_action. */
function fitsAction(actions: Listed | null, action: string): Truth {
  if (actions === null) return false;
  const { listed, except } = actions;
  if (listed.length === 0) return except && "only if an empty NotAction means every action";
  return listed.some((one) => isLike(action.toLowerCase(), one.toLowerCase())) !== except;
}

/** Source: IAM User Guide, reference_policies_elements_resource. */
function fitsResource(
  { principals }: Statement,
  version: PolicyDocument["version"],
  { resource, context }: PolicyRequest,
  resources: Listed | null,
): Truth {
  if (resources === null) return false;
  const { listed, except } = resources;
  if (listed.length === 0) return except && "only if an empty NotResource means every resource";
  const unknown = `only ${except ? "outside" : "for"} ${listed.join(", ")}`;
  const patterns = listed.map((written) => toPattern(written, version, context, principals === null));
  const truth = any(
    patterns.map((pattern) => {
      if (pattern === null || fits(resource, pattern, unknown) === false) return false;
      // Whether a wildcard inside a section reaches over a colon is not documented.
      return fits(resource, withinSections(pattern), unknown) || unknown;
    }),
  );
  // A variable without a value makes the statement fit nothing; the guide says "might".
  if (patterns.includes(null)) return truth === false && !except ? false : unknown;
  return except ? not(truth) : truth;
}

/** IAM completes a short ARN in the policy of an identity with wildcards: arn:aws:sqs is arn:aws:sqs:*:*:*. */
function toPattern(
  written: string,
  version: PolicyDocument["version"],
  context: PolicyRequest["context"],
  ofIdentity: boolean,
): Pattern | null {
  // Before the fifth colon IAM fills in no variable.
  if (hasVariables(written, version) && (written.split("${")[0] ?? "").split(":").length < 6) return HOLE;
  const missing =
    ofIdentity && written.startsWith("arn:") && !written.includes("${") ? 6 - written.split(":").length : 0;
  return substitute(`${written}${":*".repeat(Math.max(missing, 0))}`, version, context, wildcards);
}
