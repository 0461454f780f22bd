import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { AwsCall } from "#lib/commands/cli.ts";

const calls = new AsyncLocalStorage<AwsCall[]>();

/** Runs `run` and returns every AWS request that it sent, in order, with what it returned. */
export async function traced<T>(run: () => Promise<T>): Promise<{ value: T; calls: AwsCall[] }> {
  const sent: AwsCall[] = [];
  return { value: await calls.run(sent, run), calls: sent };
}

/** Notes a request for the `traced` around it, if there is one. */
export function noteCall(call: AwsCall): void {
  calls.getStore()?.push(call);
}
