import type { KeyMetadata } from "@aws-sdk/client-kms";
import type { Failure, Result } from "#lib/aws/result.ts";
import { fromKeyArn } from "./key-arn.ts";

/** A key's state in KMS's own words. The list grows, so a state that is not known here stays readable. */
type KeyState = (typeof KEY_STATES)[number] | (string & {});

/** A KMS key as AWS describes it. */
export type Key = {
  arn: string;
  keyId: string;
  region: string;
  accountId: string;
  /** "alias/records", in alphabetical order. Null when AWS refused to list aliases; other accounts' are never known. */
  aliases: string[] | null;
  /** Why its aliases are not known, where AWS was asked for them and did not say. */
  aliasFailure: Failure | null;
  description: string;
  state: KeyState;
  /** "SYMMETRIC_DEFAULT", "RSA_2048", "HMAC_256", … */
  spec: string;
  /** "ENCRYPT_DECRYPT", "SIGN_VERIFY", … */
  usage: string;
  /** Where the key material comes from: "AWS_KMS", "EXTERNAL" (imported), "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE". */
  origin: string;
  /** The custom key store that holds the material; null where KMS itself does. */
  storeId: string | null;
  manager: "AWS" | "CUSTOMER";
  /** Null for a single-Region key, which it then stays for ever. */
  multiRegion: { role: "PRIMARY" | "REPLICA"; primaryArn: string | null; replicaArns: string[] } | null;
  createdAt: Date | null;
  /** When KMS deletes it, while it is scheduled for deletion. */
  deletionAt: Date | null;
  /** How many days a primary key waits once its replicas are gone; null while it does not wait for them. */
  pendingDays: number | null;
  /** When imported material expires. */
  expiresAt: Date | null;
  /** The rotation generation that new data keys are wrapped with. */
  materialId: string | null;
};

/** A key of a list before AWS describes it. */
export type NamedKey = { arn: string; keyId: string; region: string; aliases: string[] | null };

/** A key of a list. A key whose description AWS refused keeps its row. */
export type ListedKey = NamedKey & { described: Result<Key> };

/** A key as a picker offers it. */
export type PickableKey = {
  arn: string;
  keyId: string;
  alias: string | null;
  state: KeyState;
  manager: "AWS" | "CUSTOMER";
  usable: boolean;
  /** Why S3 cannot use it, or why that is not known, in a sentence; null when it can. */
  reason: string | null;
};

/** The alias of the key that AWS makes for S3, one in each account and Region. */
export const S3_MANAGED_ALIAS = "alias/aws/s3";

const KEY_STATES = [
  "Creating",
  "Enabled",
  "Disabled",
  "PendingDeletion",
  "PendingReplicaDeletion",
  "PendingImport",
  "Unavailable",
  "Updating",
] as const;

/** Why S3 can neither write nor read with a key in each state. Source: KMS Developer Guide, "Key states". */
const STATE_REASONS = new Map<string, string | null>([
  ["Enabled", null],
  // KMS moves a multi-Region primary then; encryption and decryption go on.
  ["Updating", null],
  ["Creating", "AWS is still making this key. It can be used once it reads Enabled."],
  ["Disabled", "This key is disabled: S3 can neither write nor read with it until it is enabled again."],
  ["PendingDeletion", "This key is scheduled for deletion: S3 can neither write nor read with it."],
  ["PendingReplicaDeletion", "This key waits for its replicas to be deleted, and is then deleted itself."],
  ["PendingImport", "This key has no key material: it was not imported yet, or it has expired."],
  ["Unavailable", "The custom key store of this key is disconnected."],
]);

/** What DescribeKey says. Throws when AWS left the ARN out, which it never does. */
export function fromKeyMetadata(metadata: KeyMetadata | undefined, aliases: string[] | null): Key {
  const parts = fromKeyArn(metadata?.Arn ?? "");
  if (!metadata?.Arn || parts === null) throw new TypeError(`KMS described a key without an ARN: ${metadata?.KeyId}`);
  return {
    arn: metadata.Arn,
    keyId: parts.keyId,
    region: parts.region,
    accountId: parts.accountId,
    aliases,
    aliasFailure: null,
    description: metadata.Description ?? "",
    state: metadata.KeyState ?? "not reported",
    spec: metadata.KeySpec ?? "not reported",
    usage: metadata.KeyUsage ?? "not reported",
    origin: metadata.Origin ?? "not reported",
    storeId: metadata.CustomKeyStoreId ?? null,
    manager: metadata.KeyManager === "AWS" ? "AWS" : "CUSTOMER",
    multiRegion: fromMultiRegion(metadata),
    createdAt: toDate(metadata.CreationDate),
    deletionAt: toDate(metadata.DeletionDate),
    pendingDays: metadata.PendingDeletionWindowInDays ?? null,
    expiresAt: toDate(metadata.ValidTo),
    materialId: metadata.CurrentKeyMaterialId ?? null,
  };
}

/** The SDK hands on a number that is no time as an invalid Date, which later throws wherever it is shown. */
function toDate(at: Date | undefined): Date | null {
  return at === undefined || Number.isNaN(at.getTime()) ? null : at;
}

function fromMultiRegion({ MultiRegion, MultiRegionConfiguration }: KeyMetadata): Key["multiRegion"] {
  if (MultiRegion !== true) return null;
  return {
    role: MultiRegionConfiguration?.MultiRegionKeyType === "REPLICA" ? "REPLICA" : "PRIMARY",
    primaryArn: MultiRegionConfiguration?.PrimaryKey?.Arn ?? null,
    replicaArns: (MultiRegionConfiguration?.ReplicaKeys ?? []).flatMap(({ Arn }) => Arn ?? []),
  };
}

type Judged = Pick<Key, "spec" | "usage" | "state" | "manager" | "aliases">;

/** Why S3 cannot encrypt or decrypt with this key, in a sentence, or null when nothing that is known prevents it. */
export function reasonS3CannotUse(key: Judged): string | null {
  if (!isSymmetricEncryption(key)) {
    return `S3 uses symmetric encryption keys only; this one is ${key.spec} for ${key.usage}.`;
  }
  if (key.manager === "AWS" && key.aliases?.includes(S3_MANAGED_ALIAS) === false) {
    return `AWS manages this key for another of its services${key.aliases[0] === undefined ? "" : `, as ${key.aliases[0]}`}: its policy refuses S3.`;
  }
  const reason = STATE_REASONS.get(key.state);
  return reason === undefined ? `This key's state is ${key.state}, which this console does not know.` : reason;
}

/** Why it is not known whether S3 can use a key that nothing else speaks against, in a sentence; null when it is known. */
export function doubtThatS3CanUse(key: Judged): string | null {
  if (key.manager !== "AWS" || key.aliases !== null) return null;
  return "AWS manages this key for one of its services; for which is not known, as AWS did not list its aliases.";
}

/** Whether it is a key for data at all: not for signing, not asymmetric, not HMAC. */
export function isSymmetricEncryption(key: Pick<Key, "spec" | "usage">): boolean {
  return key.spec === "SYMMETRIC_DEFAULT" && key.usage === "ENCRYPT_DECRYPT";
}

/** The first alias, or null when the key has none or AWS does not say. */
export function aliasOf(key: Pick<Key, "aliases">): string | null {
  return key.aliases?.[0] ?? null;
}

/** What to call the key in a sentence or to type in a confirmation: its first alias, else its id. */
export function nameOf(key: Pick<Key, "aliases" | "keyId">): string {
  return aliasOf(key) ?? key.keyId;
}

/** A described key as a picker offers it. */
export function toPickable(key: Key): PickableKey {
  const reason = reasonS3CannotUse(key) ?? doubtThatS3CanUse(key);
  const { arn, keyId, state, manager } = key;
  return { arn, keyId, alias: aliasOf(key), state, manager, usable: reason === null, reason };
}
