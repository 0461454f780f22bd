import "server-only";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Aws } from "./clients.ts";
import { attempt, notReported } from "./errors.ts";

/** Who AWS takes the caller for. */
export type Identity = { accountId: string; arn: string; role: string };

/** Who AWS takes the caller for. Needs no permission. GetCallerIdentity. */
export async function getIdentity(aws: Aws): Promise<Identity> {
  const { Account, Arn } = await aws.sts.send(new GetCallerIdentityCommand({}));
  if (!Account || !Arn) throw notReported("STS", "GetCallerIdentity", "who the caller is");
  return { accountId: Account, arn: Arn, role: fromCallerArn(Arn) };
}

/** The caller's account; null where AWS does not say it. GetCallerIdentity. */
export async function findAccount(aws: Aws): Promise<string | null> {
  const identity = await attempt(getIdentity(aws));
  return identity.ok ? identity.value.accountId : null;
}

/** The role or user in a caller's ARN: "arn:aws:sts::1:assumed-role/KeyAdmin/session" is KeyAdmin. */
export function fromCallerArn(arn: string): string {
  const [kind = arn, ...path] = arn.split(":").slice(5).join(":").split("/");
  // A user's name is the last part of its path; a session's name follows that of its role.
  return (kind === "user" ? path.at(-1) : path[0]) ?? kind;
}
