/** The parts of a KMS key's ARN. */
export type KeyArn = { partition: string; region: string; accountId: string; keyId: string };

const KEY_ARN = /^arn:(aws(?:-[a-z]+)*):kms:([a-z0-9-]+):(\d{12}):key\/([0-9a-z-]+)$/;

/** The parts of a full key ARN, or null when `text` is an alias, a bare id, an ARN that lacks a digit or anything else. */
export function fromKeyArn(text: string): KeyArn | null {
  const [, partition, region, accountId, keyId] = KEY_ARN.exec(text) ?? [];
  if (!partition || !region || !accountId || !keyId || !isKeyId(keyId)) return null;
  return { partition, region, accountId, keyId };
}

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whether `text` has the form of a key id: a UUID, or "mrk-" and 32 digits for a multi-Region key. */
export function isKeyId(text: string): boolean {
  return KEY_ID.test(text);
}

/** The console's page of a key, or the list of keys for what is not a key's ARN. */
export function keyHref(arn: string): `/keys/${string}?region=${string}` | "/keys" {
  const parts = fromKeyArn(arn);
  return parts === null ? "/keys" : `/keys/${parts.keyId}?region=${parts.region}`;
}
