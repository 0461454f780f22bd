import type { ContextValue, Requester } from "./request.ts";

/**
 * The condition keys whose values follow from who asks. Of a root user the partition, and so its ARN, is not known.
 * Source: IAM User Guide, reference_policies_condition-keys, and the table of principals of reference_policies_variables.
 */
export function contextOf(requester: Requester): Record<string, ContextValue> {
  switch (requester.type) {
    case "user": {
      const name = requester.arn.split("/").at(-1) ?? "";
      return { ...ofAccount(requester.account, "User"), "aws:principalarn": requester.arn, "aws:username": name };
    }
    case "role":
      return { ...ofAccount(requester.account, "AssumedRole"), "aws:principalarn": requester.arn };
    case "session":
      return { ...ofAccount(requester.account, "AssumedRole"), "aws:principalarn": roleOf(requester) };
    case "federated-user":
      return { ...ofAccount(requester.account, "FederatedUser"), "aws:principalarn": requester.arn };
    case "root":
      return ofAccount(requester.account, "Account");
    case "service":
      return { "aws:principalisawsservice": "true" };
    case "anonymous":
      return { "aws:principaltype": "Anonymous", "aws:username": null };
    case "somebody":
      return requester.account === null ? {} : { "aws:principalaccount": requester.account };
  }
}

function ofAccount(account: string, type: string): Record<string, ContextValue> {
  return {
    "aws:principalaccount": account,
    "aws:principaltype": type,
    "aws:principalisawsservice": "false",
    "aws:username": null,
  };
}

/** IAM compares the role and not its session, whose own ARN leaves out the role's path. */
function roleOf({ arn, roleArn }: Extract<Requester, { type: "session" }>): ContextValue {
  const [, partition = ""] = arn.split(":");
  return roleArn ?? { startsWith: `arn:${partition}:iam::${arn.split(":")[4]}:role/` };
}
