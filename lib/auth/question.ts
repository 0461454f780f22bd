import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { traced } from "#lib/aws/trace.ts";
import { toCli } from "#lib/commands/cli.ts";
import type { AnswerState } from "./action-state.ts";
import { originRefusalOf } from "./refusals.ts";
import type { Session } from "./seal.ts";
import { awsOf, requireSession } from "./session.ts";

/**
 * Wraps what is asked of AWS in somebody's name without changing anything: as defineAction, but for a read-only session
 * too, and with every request that was sent. A page must not ask so: any link to it could.
 */
export function defineQuestion<Schema extends z.ZodType, Answer>(
  schema: Schema,
  run: (aws: Aws, input: z.output<Schema>, session: Session) => Promise<Answer>,
) {
  return async (_previous: AnswerState<Answer>, form: FormData): Promise<AnswerState<Answer>> => {
    const session = await requireSession();
    const refusal = originRefusalOf(await headers());
    if (refusal !== null) return { status: "failed", failure: refusal, commands: [] };
    const opened = await attempt(awsOf(session));
    if (!opened.ok) return { status: "failed", failure: opened.failure, commands: [] };
    const aws = opened.value;
    const input = schema.safeParse(Object.fromEntries(form));
    if (!input.success) return { status: "invalid", fields: z.flattenError(input.error).fieldErrors };
    const { value: result, calls } = await traced(() => attempt(run(aws, input.data, session)));
    const commands = calls.map((call) => toCli(call, aws.endpoints));
    if (!result.ok) return { status: "failed", failure: result.failure, commands };
    return { status: "answered", answer: result.value, commands };
  };
}
