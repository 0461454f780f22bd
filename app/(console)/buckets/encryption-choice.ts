import { type DefaultEncryption, type Encryption, keyIdOf } from "#lib/s3/encryption.ts";

/** A default encryption as a form holds it. A null keyId is not chosen yet; "" is the AWS managed key. */
export type EncryptionChoice = { type: DefaultEncryption["type"]; keyId: string | null; bucketKey: boolean };

export const NOTHING_CHOSEN: EncryptionChoice = { type: "DSSE-KMS", keyId: null, bucketKey: false };

/** The choice to start from: what is set, else DSSE-KMS with a key still to be chosen. `keyId` is its full ARN, where known. */
export function fromEncryption(encryption: Encryption, keyId: string | null): EncryptionChoice {
  if (encryption.type === "SSE-S3") return { ...NOTHING_CHOSEN, type: "SSE-S3" };
  if (encryption.type !== "SSE-KMS" && encryption.type !== "DSSE-KMS") return NOTHING_CHOSEN;
  const bucketKey = encryption.type === "SSE-KMS" && encryption.bucketKey;
  return { type: encryption.type, keyId: keyIdOf(encryption) === null ? "" : keyId, bucketKey };
}

/** What would be sent, or null while a key is still to be chosen. */
export function toEncryption(choice: EncryptionChoice): DefaultEncryption | null {
  return choice.type !== "SSE-S3" && choice.keyId === null ? null : toPreview(choice);
}

/** As toEncryption, with a placeholder for a key that is still to be chosen. */
export function toPreview({ type, keyId, bucketKey }: EncryptionChoice): DefaultEncryption {
  if (type === "SSE-S3") return { type };
  const sent = keyId === "" ? null : (keyId ?? "KEY_ARN");
  return type === "SSE-KMS" ? { type, keyId: sent, bucketKey } : { type, keyId: sent };
}
