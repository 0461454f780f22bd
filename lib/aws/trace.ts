import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { AwsCall } from "#lib/commands/cli.ts";

type Trace = { calls: AwsCall[]; taken: AwsCall[] };

const traces = new AsyncLocalStorage<Trace>();

/** Runs `run` and returns every AWS request that it sent, in order, those of them that AWS took, and what it returned. */
export async function traced<T>(run: () => Promise<T>): Promise<Trace & { value: T }> {
  const trace: Trace = { calls: [], taken: [] };
  return { value: await traces.run(trace, run), ...trace };
}

/** Notes a request for the `traced` around it, if there is one. The answer notes that AWS took it. */
export function noteCall(call: AwsCall): () => void {
  const trace = traces.getStore();
  trace?.calls.push(call);
  return () => void trace?.taken.push(call);
}
