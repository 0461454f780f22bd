import type { PolicyDocument } from "#lib/policy/document.ts";
import { fitOf } from "#lib/policy/fit.ts";
import type { PolicyRequest } from "#lib/policy/request.ts";

/** A Deny that keeps people from changing the default. `reason` continues "It holds …"; null where it holds for everybody. */
export type DefaultGuard = { statement: string; reason: string | null };

/** The statements that refuse a change of the bucket's default encryption, over TLS. */
export function guardsOfDefault(policy: PolicyDocument, bucketArn: string): DefaultGuard[] {
  const request: PolicyRequest = {
    requester: { type: "somebody", account: null },
    action: "s3:PutEncryptionConfiguration",
    resource: bucketArn,
    owner: null,
    context: { "aws:securetransport": "true", "aws:principalisawsservice": "false" },
  };
  return policy.statements.flatMap((statement): DefaultGuard[] => {
    const fit = statement.effect === "Deny" && fitOf(statement, policy, request);
    return fit === false ? [] : [{ statement: statement.name, reason: fit === true ? null : fit }];
  });
}

/**
 * Lets one role alone change the default. Whoever puts it into a policy has to know that the role is there: with a wrong
 * ARN nobody can change the default any more, but for those who change the policy first.
 */
export function toGuardStatement(bucketArn: string, roleArn: string): Record<string, unknown> {
  return {
    Sid: "DenyDefaultTampering",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutEncryptionConfiguration",
    Resource: bucketArn,
    Condition: { ArnNotEquals: { "aws:PrincipalArn": roleArn } },
  };
}
