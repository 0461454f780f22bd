import { AwsError } from "#lib/aws/errors.ts";
import { type Key, nameOf } from "./key.ts";

/** A change that this console refuses by itself, before AWS is asked. `message` and `hint` are whole sentences. */
export function refusal(operation: string, name: string, message: string, hint: string): AwsError {
  return new AwsError(
    { code: "invalid", service: "KMS", operation, name, message, hint, permission: null, requestId: null },
    undefined,
  );
}

/** Refuses a change whose key, or whatever else `expected` is called, was not named letter by letter. */
export function requireTyped(expected: string, confirmation: string, operation: string): void {
  if (confirmation === expected) return;
  throw refusal(
    operation,
    "ConfirmationMismatch",
    `Nothing was sent: what was typed is not ${expected}.`,
    "Type the name exactly as it is shown.",
  );
}

/** Refuses a change whose key was not named letter by letter. */
export function requireConfirmed(key: Key, confirmation: string, operation: string): void {
  requireTyped(nameOf(key), confirmation, operation);
}
