import { isLike } from "#lib/aws/wildcard.ts";
import { holds } from "#lib/policy/condition.ts";
import { type Condition, parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import type { ContextValue } from "#lib/policy/request.ts";
import { all, type Truth } from "#lib/policy/truth.ts";
import { fromKeyArn } from "./key-arn.ts";
import { s3Services } from "./policy.ts";
import { type Trial, USES } from "./preflight.ts";

/**
 * What of a request is otherwise when S3 makes it in somebody's name: through what it comes, from where, and what else S3
 * says to KMS. Source: IAM User Guide, access_forward_access_sessions; KMS Developer Guide, conditions-aws.
 */
const OTHERWISE =
  /^(kms:(viaservice|requestalias|encryptioncontextkeys|encryptioncontext:(?!aws:s3:arn$).+)|aws:(viaawsservice|calledvia(first|last)?|sourceip|vpcsourceip|sourcevpc\w*|vpce\w+|useragent|referer))$/;

/** A statement about the use of the key, and whether its telling conditions hold directly and through S3. */
type Telling = { statement: Statement; conditions: Condition[]; directly: Truth; throughS3: Truth };

/**
 * Why S3 could be answered otherwise than a direct request was, in a sentence, or null where the key policy gives no
 * reason to think so. `policy` is null where it could not be read. Policies of IAM are not seen here.
 */
export function reasonS3MayDiffer(trial: Trial, policy: string | null, keyArn: string): string | null {
  if (trial.outcome === "unknown" || (trial.outcome === "refused" && trial.failure.permission === null)) return null;
  const parsed = policy === null ? null : parsePolicy(policy, "key");
  if (parsed?.ok !== true)
    return "The key policy could not be read as one, so whether it looks at the service is not known.";
  const turning = tellingOf(parsed.document, keyArn).filter((one) => canTurn(one, trial.outcome === "allowed"));
  if (turning.length === 0) return null;
  const names = turning.map(({ statement, conditions }) => {
    const looks = conditions.map(({ key, operator, values }) => `${key}: ${operator} ${values.join(", ")}`);
    return `${statement.name} (${looks.join("; ")})`;
  });
  return `The key policy looks at what a direct request and one of S3’s do not have in common, in ${names.join("; ")}. So through S3 the answer may be the other one.`;
}

function tellingOf({ statements, version }: PolicyDocument, keyArn: string): Telling[] {
  return statements.filter(isAboutUse).flatMap((statement) => {
    const conditions = statement.conditions.filter(({ key }) => OTHERWISE.test(key.toLowerCase()));
    if (conditions.length === 0) return [];
    const truth = (context: Record<string, ContextValue>) =>
      all(conditions.map((condition) => holds(condition, version, context)));
    return { statement, conditions, directly: truth(directContext(conditions)), throughS3: truth(s3Context(keyArn)) };
  });
}

/** Whether the answer can be another through S3: an Allow or a Deny that applies there only, or that applied directly only. */
function canTurn({ statement, directly, throughS3 }: Telling, wasAllowed: boolean): boolean {
  const canBeGained = directly !== true && throughS3 !== false;
  const canBeLost = directly !== false && throughS3 !== true;
  return (statement.effect === "Allow") === wasAllowed ? canBeLost : canBeGained;
}

/** What a dry run of this console says; from where it comes, nobody knows here. */
function directContext(conditions: readonly Condition[]): Record<string, ContextValue> {
  const contexts = conditions
    .map(({ key }) => key.toLowerCase())
    .filter((key) => key.startsWith("kms:encryptioncontext:"))
    .map((key) => [key, null]);
  return {
    ...Object.fromEntries(contexts),
    "kms:viaservice": null,
    "kms:requestalias": null,
    "kms:encryptioncontextkeys": ["aws:s3:arn"],
    "aws:viaawsservice": "false",
    "aws:calledvia": null,
    "aws:calledviafirst": null,
    "aws:calledvialast": null,
  };
}

/** Of a request of S3's only the service is known, where it goes by one name. */
function s3Context(keyArn: string): Record<string, ContextValue> {
  const place = fromKeyArn(keyArn);
  const [service, ...others] = place === null ? [] : s3Services(place);
  return service === undefined || others.length > 0 ? {} : { "kms:viaservice": service };
}

/** NotAction is taken to be about it: too much said here is better than too little. */
function isAboutUse({ actions, resources }: Statement): boolean {
  if (actions === null || resources === null) return false;
  if (actions.except) return true;
  return actions.listed.some((action) => USES.some((use) => isLike(`kms:${use}`.toLowerCase(), action.toLowerCase())));
}
