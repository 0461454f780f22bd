import { AwsError } from "./errors.ts";

/** Null where AWS says by an error called `name` that there is none; every other refusal stays thrown. */
export async function nullIfNone<T>(promise: Promise<T>, name: string): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof AwsError && error.failure.name === name) return null;
    throw error;
  }
}
