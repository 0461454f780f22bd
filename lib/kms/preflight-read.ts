import "server-only";
import { DecryptCommand, GenerateDataKeyCommand } from "@aws-sdk/client-kms";
import { AssumeRoleCommand, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { type Aws, createAws } from "#lib/aws/clients.ts";
import { attempt, AwsError, notReported } from "#lib/aws/errors.ts";
import { toAssumeRole, toOutcome, toReadTrial, toWriteTrial, type Trial, type Use } from "./preflight.ts";

/** What each use came to. */
export type Trials = Record<Use, Trial>;

/** Tries both uses of a key of `aws.region` without doing either, as for an object. Raises nothing of AWS's. */
export async function tryKey(aws: Aws, keyArn: string, objectArn: string): Promise<Trials> {
  const [write, read] = await Promise.all([
    attempt(aws.kms.send(new GenerateDataKeyCommand(toWriteTrial(keyArn, objectArn)))),
    attempt(aws.kms.send(new DecryptCommand(toReadTrial(keyArn, objectArn)))),
  ]);
  return { GenerateDataKey: toOutcome(write), Decrypt: toOutcome(read) };
}

/**
 * As tryKey, as a role that the console takes on for it in the person's name. Where it may not, both are unknown with
 * what is missing: sts:AssumeRole, or the role's trust.
 */
export async function tryKeyAs(
  aws: Aws,
  { roleArn, user }: { roleArn: string; user: string },
  keyArn: string,
  objectArn: string,
): Promise<Trials> {
  const role = await attempt(assumeRole(aws, toAssumeRole(roleArn, user)));
  if (!role.ok) {
    const { failure } = role;
    const reason = `the console may not take on this role (${failure.permission ?? failure.name})`;
    const trial: Trial = { outcome: "unknown", reason, failure };
    return { GenerateDataKey: trial, Decrypt: trial };
  }
  try {
    return await tryKey(role.value, keyArn, objectArn);
  } finally {
    role.value.kms.destroy();
  }
}

/** A trust policy has to allow a source identity by itself; without it the session's name still says who it was. */
async function assumeRole(aws: Aws, input: AssumeRoleCommandInput): Promise<Aws> {
  const first = await attempt(aws.sts.send(new AssumeRoleCommand(input)));
  const mayNotName = !first.ok && first.failure.permission === "sts:SetSourceIdentity";
  if (!first.ok && !mayNotName) throw new AwsError(first.failure, undefined);
  const { SourceIdentity: _, ...unnamed } = input;
  const { Credentials } = first.ok ? first.value : await aws.sts.send(new AssumeRoleCommand(unnamed));
  if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken) {
    throw notReported("STS", "AssumeRole", "the credentials of the role");
  }
  return createAws({
    region: aws.region,
    endpoints: aws.endpoints,
    credentials: {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
    },
  });
}
