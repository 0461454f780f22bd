import type { UpdateKeyDescriptionCommandInput } from "@aws-sdk/client-kms";

/** What KMS takes as a description, in characters. Source: KMS API reference, CreateKey. */
const MAX_DESCRIPTION = 8192;

/** The rule that a description breaks, or null. */
export function reasonDescriptionRefused(text: string): string | null {
  return text.length > MAX_DESCRIPTION ? `KMS takes 8,192 characters; this has ${text.length}.` : null;
}

/** The request that replaces a key's description; an empty one clears it. */
export function toUpdateKeyDescription(keyId: string, description: string): UpdateKeyDescriptionCommandInput {
  return { KeyId: keyId, Description: description };
}

/** What a form was showing, to be compared with what holds when it is sent; on one line, as a form changes new lines. */
export function toSeenDescription(description: string): string {
  return JSON.stringify(description);
}
