import { isLike } from "#lib/aws/wildcard.ts";
import { reasonOf, type Failure, type Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { type Naming, namingOf, namingOfOptional, type Spelling } from "#lib/kms/key-name.ts";
import { parsePolicy } from "#lib/policy/document.ts";
import { SSE_KEYS } from "#lib/policy/encryption-condition.ts";
import { fitOf } from "#lib/policy/fit.ts";
import type { PolicyRequest } from "#lib/policy/request.ts";
import { hasVariables } from "#lib/policy/variables.ts";
import { type Bucket, bucketArn } from "#lib/s3/bucket.ts";
import type { Destination } from "#lib/s3/destination.ts";
import { type BucketEncryption, keyIdOf } from "#lib/s3/encryption.ts";
import type { Logging } from "#lib/s3/logging.ts";

/** A bucket with every setting of it that can name a key, each read failing alone. Null was not read, as it cannot matter. */
export type BucketSettings = {
  bucket: Bucket;
  encryption: Result<BucketEncryption> | null;
  policy: Result<string | null> | null;
  replicas: Result<Destination[]>;
  inventories: Result<Destination[]> | null;
  logs: Result<Pick<Logging, "targetBucket"> | null> | null;
};

/** The kinds of settings that depend on a key, in the order of what breaks first. */
export const USE_KINDS = ["default", "policy", "replicas", "inventory", "logs"] as const;

export type UseKind = (typeof USE_KINDS)[number];

/** One setting of one bucket that depends on the key. */
type KeyUse = { kind: UseKind; bucket: Bucket; detail: string };

/** One setting of which it is not known whether it does. */
export type UnknownUse = { kind: UseKind; bucket: Bucket; reason: string; failure: Failure | null };

/** What depends on a key, and of what that is not known. `read` counts the buckets whose setting was read, by kind. */
export type KeyUses = { uses: KeyUse[]; unknown: UnknownUse[]; read: Record<UseKind, number> };

type Named = Pick<Key, "arn" | "keyId" | "region" | "accountId" | "aliases">;

/** Which settings of these buckets depend on the key. */
export function toKeyUses(key: Named, all: readonly BucketSettings[]): KeyUses {
  const found: KeyUses = { uses: [], unknown: [], read: { default: 0, policy: 0, replicas: 0, inventory: 0, logs: 0 } };
  const regions = new Map(all.map(({ bucket }) => [bucket.name, bucket.region]));
  const defaults = new Map(all.map((settings) => [settings.bucket.name, defaultNaming(key, settings)]));
  for (const settings of all) {
    add(found, settings, "default", settings.encryption, ({ default: encryption }) => {
      const naming = defaults.get(settings.bucket.name);
      return naming === undefined ? [] : [answerOf(naming, (spelling) => `${encryption.type}, by ${spelling}`)];
    });
    add(found, settings, "policy", settings.policy, (document) => demandsOf(key, settings.bucket, document));
    add(found, settings, "replicas", settings.replicas, (destinations) =>
      ofDestinations(key, destinations, (to) => regions.get(to.bucket) ?? null, "Rule"),
    );
    add(found, settings, "inventory", settings.inventories, (destinations) =>
      // An inventory is delivered within the Region of its bucket.
      ofDestinations(key, destinations, () => settings.bucket.region, "Inventory"),
    );
    add(found, settings, "logs", settings.logs, (to) => {
      if (to === null) return [];
      const naming = defaults.get(to.targetBucket) ?? UNREAD_TARGET;
      return [answerOf(naming, () => `Access logs go to ${to.targetBucket}, whose default is this key`)];
    });
  }
  return found;
}

type Answer = { detail: string } | { reason: string; failure?: Failure } | null;

const UNREAD_TARGET: Naming = { status: "unknown", reason: "the default of the bucket that logs go to was not read" };

function add<T>(
  found: KeyUses,
  { bucket }: BucketSettings,
  kind: UseKind,
  read: Result<T> | null,
  judge: (value: T) => Answer[],
): void {
  if (read === null) return;
  if (!read.ok) {
    found.unknown.push({ kind, bucket, reason: reasonOf(read.failure), failure: read.failure });
    return;
  }
  found.read[kind] += 1;
  for (const answer of judge(read.value)) {
    if (answer === null) continue;
    if ("detail" in answer) found.uses.push({ kind, bucket, detail: answer.detail });
    else found.unknown.push({ kind, bucket, reason: answer.reason, failure: null });
  }
}

function answerOf(naming: Naming, toDetail: (spelling: Spelling) => string): Answer {
  if (naming.status === "other") return null;
  return naming.status === "named" ? { detail: toDetail(naming.spelling) } : { reason: naming.reason };
}

/** Only these two types of default use a KMS key, and both fall back on aws/s3. */
function defaultNaming(key: Named, { bucket, encryption }: BucketSettings): Naming {
  if (encryption === null) return { status: "other" };
  if (!encryption.ok) return { status: "unknown", reason: `its default is not known: ${reasonOf(encryption.failure)}` };
  const { default: found } = encryption.value;
  if (found.type !== "SSE-KMS" && found.type !== "DSSE-KMS") return { status: "other" };
  return namingOfOptional(key, keyIdOf(found), bucket.region);
}

function ofDestinations(
  key: Named,
  destinations: readonly Destination[],
  regionOf: (to: Destination) => string | null,
  noun: string,
): Answer[] {
  return destinations.map((to) => {
    if (to.keyId === null) return null;
    const name = `${noun}${to.id === null ? "" : ` ${to.id}`}${to.enabled ? "" : " (switched off)"}`;
    return answerOf(
      namingOf(key, to.keyId, regionOf(to)),
      (spelling) => `${name} writes to ${to.bucket} under it, by ${spelling}`,
    );
  });
}

const KEY_CONDITION = SSE_KEYS.keyId;

/** The statements that let an upload name this key where they let it name no other, or not every other. */
function demandsOf(key: Named, bucket: Bucket, document: string | null): Answer[] {
  if (document === null) return [];
  const parsed = parsePolicy(document, "bucket");
  if (!parsed.ok) return [{ reason: "the policy does not follow IAM’s grammar" }];
  const { statements, version } = parsed.document;
  return statements.flatMap((statement): Answer[] => {
    if (fitOf(statement, parsed.document, uploadInto(bucket)) === false) return [];
    const { name, effect, conditions } = statement;
    const values = conditions.flatMap(({ key: about, operator, values: named }) => {
      const negated = /Not/i.test(operator);
      return about.toLowerCase() === KEY_CONDITION && operator !== "Null" && negated === (effect === "Deny")
        ? named
        : [];
    });
    const others = values.filter((value) => !names(key, bucket, value));
    if (others.length < values.length) return [{ detail: demandInWords(name, effect, others.length) }];
    const open = others.find((value) => hasVariables(value, version));
    return open === undefined ? [] : [{ reason: `${name} compares the key with ${open}, which differs by who asks` }];
  });
}

/** Some upload by somebody, of which nothing else is known. */
function uploadInto({ name, region }: Bucket): PolicyRequest {
  const arn = region === null ? null : bucketArn({ name, region });
  return {
    requester: { type: "somebody", account: null },
    action: "s3:PutObject",
    resource: { startsWith: arn === null ? "" : `${arn}/` },
    owner: null,
    context: {},
  };
}

function demandInWords(statement: string, effect: "Allow" | "Deny", others: number): string {
  if (effect === "Allow") return `${statement} allows uploads under it`;
  const more = others === 0 ? "" : ` but this and ${others} more`;
  return `${statement} refuses uploads that name any other key${more}`;
}

/** A condition compares text, so a pattern names every key that fits it. */
function names(key: Named, { region }: Bucket, value: string): boolean {
  return isLike(key.arn, value) || namingOf(key, value, region).status === "named";
}
