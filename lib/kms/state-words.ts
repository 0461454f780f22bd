import { isSymmetricEncryption, type Key } from "./key.ts";
import { hasReplicas } from "./state.ts";

/** What fails without a key that S3 can use, whatever made it so: the beginning of a sentence. */
export const WITHOUT_KEY =
  "S3 can neither write nor read anything under it: uploads, downloads, copies and replication of those objects fail";

type Told = Pick<Key, "spec" | "usage" | "origin" | "multiRegion">;

/** What each change of a key's state means, sentences to be read before it is made. */
export type StateConsequences = {
  enabling: string;
  /** Of a deletion that was scheduled. */
  cancelling: string;
  disabling: string[];
  deleting: string[];
};

/** S3's data is spoken of for a key that S3 can use alone. Source: KMS Developer Guide, "Key states" and "Deleting keys". */
export function stateConsequences(key: Told): StateConsequences {
  return isSymmetricEncryption(key)
    ? {
        enabling:
          "Data under it can be read and written again by whom its policy allows. A rotation that came due meanwhile happens at once.",
        cancelling: "The key and all data under it stay.",
        disabling: [
          `${WITHOUT_KEY} with KMS.DisabledException. Until every request sees that a few minutes can go by.`,
          "No data is lost. Enabled again, everything under it can be read as before.",
          "KMS does not rotate it meanwhile.",
        ],
        deleting: deletionOfDataKey(key),
      }
    : {
        enabling: "It can be used again by whom its policy allows.",
        cancelling: "The key stays.",
        disabling: [
          "Nothing can use it: requests fail with DisabledException. Until every request sees that a few minutes can go by.",
          "Nothing is lost. Enabled again, it can be used as before.",
        ],
        deleting: deletionOfOtherKey(key),
      };
}

type State = Told & Pick<Key, "state" | "deletionAt" | "pendingDays">;

/** What the state that KMS reports means. */
export function stateInWords(key: State): string {
  const { state, deletionAt, pendingDays } = key;
  const words = meaningOf(key)[state] ?? `KMS calls this state ${state}, which this console does not know.`;
  if (pendingDays !== null) return `${words} It is ${pendingDays} days long.`;
  return deletionAt === null ? words : `${words} KMS deletes it on ${deletionAt.toISOString().slice(0, 10)} (UTC).`;
}

function meaningOf(key: Told): Record<string, string> {
  const isForData = isSymmetricEncryption(key);
  const nothing = isForData ? "Nothing can be written or read under this key" : "Nothing can use this key";
  return {
    Enabled: isForData
      ? "Whoever is allowed to can write and read under this key."
      : "Whoever is allowed to can use this key; S3 cannot.",
    Disabled: `${nothing} until it is enabled again. ${isForData ? "No data is lost, and rotation waits meanwhile." : "Nothing is lost."}`,
    PendingDeletion: `${nothing}. Until the day of its deletion it can be kept; after it, ${isForData ? "all data under it is lost" : lossOf(key)}.`,
    PendingReplicaDeletion: `${nothing}. It waits for its replicas in other Regions to be deleted; its own waiting period begins then.`,
    PendingImport: `${nothing}: all or some of its imported material is missing or has expired.`,
    Unavailable: `${nothing} while its custom key store is disconnected.`,
    Creating: "AWS is still making this replica.",
    Updating: "KMS is moving the primary of this multi-Region key. It can be used meanwhile.",
  };
}

const WAITS =
  "Once the waiting period is over, KMS deletes the key with all its material, aliases, grants and usage data.";
const GONE = "AWS cannot bring a deleted key back, and";

/** A replica that is made anew has the same id and material. Source: KMS Developer Guide, "Deleting multi-Region keys". */
const UNLESS_REPLICATED =
  "unless its primary key is replicated into this Region again, which is possible only as long as the primary exists.";

const PRIMARY_WAITS =
  "It is the primary of a multi-Region key: KMS waits until every replica is deleted, and only then begins the waiting period.";

/** The gravest first. */
function deletionOfDataKey(key: Told): string[] {
  const isReplica = key.multiRegion?.role === "REPLICA";
  return [
    `Once it is scheduled, within minutes, ${WITHOUT_KEY}.`,
    `${WAITS} ${isReplica ? `Nothing under it can be read from then on, ${UNLESS_REPLICATED}` : `${GONE} nothing under it can ever be read again.`}`,
    ...(hasReplicas(key) ? [PRIMARY_WAITS] : []),
    ...(isReplica
      ? [
          "It is a replica: the primary key and the other replicas stay. S3 treats them as other keys, so they cannot read what S3 stored under this one.",
        ]
      : []),
    ...[DELETIONS[key.origin] ?? []].flat(),
  ];
}

function deletionOfOtherKey(key: Told): string[] {
  const isReplica = key.multiRegion?.role === "REPLICA";
  return [
    "Once it is scheduled, within minutes, nothing can use it.",
    `${WAITS} ${isReplica ? `In this Region nothing can use it from then on, ${UNLESS_REPLICATED}` : `${GONE} ${lossOf(key)}.`}`,
    ...(hasReplicas(key) ? [PRIMARY_WAITS] : []),
    ...(isReplica ? ["It is a replica: the primary key and the other replicas stay, and do what this one does."] : []),
    ...(key.origin === "EXTERNAL"
      ? ["Its material was imported: the copy that you keep is yours to use, and stays."]
      : []),
  ];
}

const DELETIONS: Record<string, string> = {
  EXTERNAL:
    "Its material was imported. Importing the same material into another key brings nothing back: S3’s data keys are bound to this key.",
  AWS_CLOUDHSM:
    "KMS tries to delete its material in the CloudHSM cluster too; what is left there, in backups for instance, has to be deleted by hand.",
  EXTERNAL_KEY_STORE:
    "The key in the external key manager stays, and still cannot read the data without this KMS key: both are needed.",
};

/** What is lost with a key that is not for S3's data. Source: KMS Developer Guide, "Deleting keys" and "HMAC keys". */
const LOSSES: Record<string, string> = {
  SIGN_VERIFY: "KMS can no longer sign with it, nor verify what it signed",
  GENERATE_VERIFY_MAC: "KMS can no longer verify the message codes that it made",
  ENCRYPT_DECRYPT: "KMS can no longer decrypt what was encrypted with it",
  KEY_AGREEMENT: "KMS can no longer derive the secrets that it agreed on",
  ENCAPSULATE_DECAPSULATE: "KMS can no longer unwrap the secrets that were wrapped with it",
};

function lossOf({ usage }: Told): string {
  return LOSSES[usage] ?? "nothing can use it any more";
}
