import "server-only";
import { isWrite, toCli } from "#lib/commands/cli.ts";
import type { Aws } from "./clients.ts";
import { attempt } from "./errors.ts";
import type { Result } from "./result.ts";
import { traced } from "./trace.ts";

/**
 * Runs a change and tells what became of it, with the AWS CLI lines of the writes that were sent, the failed one last.
 * Where it failed after AWS had taken one of them, it is done in part, whatever the rest was.
 */
export async function tracedChange<T>(
  aws: Aws,
  run: () => Promise<T>,
): Promise<{ result: Result<T>; commands: string[] }> {
  const { value: result, calls, taken } = await traced(() => attempt(run()));
  const commands = calls.filter(isWrite).map((call) => toCli(call, aws.endpoints));
  if (result.ok || result.failure.outcome !== undefined || !taken.some(isWrite)) return { result, commands };
  return { result: { ok: false, failure: { ...result.failure, outcome: "partly" } }, commands };
}
