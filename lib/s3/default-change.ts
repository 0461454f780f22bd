import { type BucketEncryption, type Encryption, keyIdOf, STRENGTH } from "./encryption.ts";

/** An encryption, and whether its key is the AWS managed one, which only KMS can tell of an ARN. */
export type Protection = { encryption: Encryption; awsManaged: boolean };

/** What new objects lose when `current` gives way to `next`, a sentence each; empty when nothing. */
export function lossesOf(next: Protection, current: Protection): string[] {
  const from = current.encryption.type;
  const to = next.encryption.type;
  const losses: string[] = [];
  if (current.encryption.type === "other") {
    losses.push(
      `Today’s default is ${current.encryption.algorithm}, which this console does not know: what new objects lose with it is not known.`,
    );
  }
  if (from === "DSSE-KMS" && STRENGTH[to] < STRENGTH[from]) {
    losses.push("New objects get one layer of encryption instead of two.");
  }
  if (hasKmsKey(current.encryption) && !hasKmsKey(next.encryption)) {
    losses.push(
      "New objects are encrypted with a key of Amazon S3’s own: whoever may read the bucket can read them without a KMS permission, and CloudTrail shows no use of a key.",
    );
  }
  if (hasKmsKey(current.encryption) && !current.awsManaged && hasKmsKey(next.encryption) && next.awsManaged) {
    losses.push(
      "New objects are encrypted with the AWS managed key: its policy cannot be changed, it cannot be disabled, and no other account can read what it protects.",
    );
  }
  return losses;
}

export function hasKmsKey({ type }: Encryption): boolean {
  return type === "SSE-KMS" || type === "DSSE-KMS";
}

/**
 * A configuration in one line that tells any two apart: what a form was shown, to be compared when it is sent,
 * and to be read where they differ.
 */
export function toSummary({ default: encryption, bucketKeyInVain, blockedTypes }: BucketEncryption): string {
  const parts = [inWords(encryption)];
  if (bucketKeyInVain) parts.push("bucket key set in vain");
  if (blockedTypes !== null) parts.push(`blocked: ${blockedTypes.toSorted().join(", ")}`);
  return parts.join("; ");
}

function inWords(encryption: Encryption): string {
  if (encryption.type === "other" || encryption.type === "SSE-C") return `${encryption.type} ${encryption.algorithm}`;
  if (encryption.type !== "SSE-KMS" && encryption.type !== "DSSE-KMS") return encryption.type;
  const key = `${encryption.type} with ${keyIdOf(encryption) ?? "the AWS managed key"}`;
  return encryption.type === "SSE-KMS" && encryption.bucketKey ? `${key} and a bucket key` : key;
}
