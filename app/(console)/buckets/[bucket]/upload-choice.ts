import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { type DefaultEncryption, keyIdOf } from "#lib/s3/encryption.ts";

/** An encryption that an upload may ask for, in words. */
export type UploadChoice = { label: string; encryption: DefaultEncryption };

/** Says which encryption it is in one text: a place in a list may be another's after the list was read again. */
export function valueOf(encryption: DefaultEncryption): string {
  const through = encryption.type === "SSE-KMS" && encryption.bucketKey ? " bucket-key" : "";
  return `${encryption.type} ${keyIdOf(encryption) ?? ""}${through}`;
}

/** Why an upload in `region` cannot be asked for under the key of this ARN, as far as its form tells; else null. */
export function keyArnProblem(text: string, region: string): string | null {
  const arn = fromKeyArn(text.trim());
  if (arn === null) return "Give the key’s full ARN: arn:aws:kms:REGION:ACCOUNT:key/ID.";
  return arn.region === region ? null : `The key has to be in ${region}, the bucket’s Region.`;
}
