import { setTimeout as sleep } from "node:timers/promises";
import type { Aws } from "./clients.ts";
import { attempt } from "./errors.ts";

/**
 * Reads again until `isSettled`, with `aws.settleMilliseconds` between the readings, and returns what was read last.
 * A "missing" meanwhile is waited out too; any other error is thrown at once.
 */
export async function readSettled<T>(aws: Aws, read: () => Promise<T>, isSettled: (value: T) => boolean): Promise<T> {
  for (const wait of aws.settleMilliseconds) {
    const result = await attempt(read());
    if (result.ok && isSettled(result.value)) return result.value;
    if (!result.ok && result.failure.code !== "missing") break;
    await sleep(wait);
  }
  return read();
}
