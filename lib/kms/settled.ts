import { setTimeout as sleep } from "node:timers/promises";
import { attempt } from "#lib/aws/errors.ts";

/** KMS is eventually consistent: most changes are seen in a few seconds. Source: KMS Developer Guide, "Eventual consistency". */
const WAITS_MILLISECONDS = [100, 300, 700];

/**
 * Reads again until `isSettled`, for about a second, and returns what was read last. A "missing" meanwhile is waited
 * out too; any other error is thrown at once.
 */
export async function readSettled<T>(read: () => Promise<T>, isSettled: (value: T) => boolean): Promise<T> {
  for (const wait of WAITS_MILLISECONDS) {
    const result = await attempt(read());
    if (result.ok && isSettled(result.value)) return result.value;
    if (!result.ok && result.failure.code !== "missing") break;
    await sleep(wait);
  }
  return read();
}
