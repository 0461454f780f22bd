import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { traced } from "#lib/aws/trace.ts";
import { isWrite, toCli } from "#lib/commands/cli.ts";
import type { ActionState } from "./action-state.ts";
import { isSameOrigin } from "./origin.ts";
import { FOREIGN_ORIGIN, READ_ONLY } from "./refusals.ts";
import { awsOf, mayWrite, requireSession } from "./session.ts";

/**
 * Wraps a change: sign-in, origin, parse, run, and one of four states back, never the input.
 * `run` gets the caller's AWS and the parsed form; a redirect or notFound in it passes through.
 */
export function defineAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (aws: Aws, input: z.output<Schema>) => Promise<void>,
) {
  return async (_previous: ActionState, form: FormData): Promise<ActionState> => {
    const session = await requireSession();
    if (!isSameOrigin(await headers())) return { status: "failed", failure: FOREIGN_ORIGIN, commands: [] };
    if (!mayWrite(session)) return { status: "failed", failure: READ_ONLY, commands: [] };
    const input = schema.safeParse(Object.fromEntries(form));
    if (!input.success) return { status: "invalid", fields: fieldsOf(input.error) };
    const aws = await awsOf(session);
    const { value: result, calls } = await traced(() => attempt(run(aws, input.data)));
    const commands = calls.filter(isWrite).map(toCli);
    return result.ok ? { status: "done", commands } : { status: "failed", failure: result.failure, commands };
  };
}

/** What is wrong, by field; under "" what is wrong with the whole. zod's words do not repeat the input. */
function fieldsOf(error: z.ZodError): Record<string, string[] | undefined> {
  const { fieldErrors, formErrors } = z.flattenError(error);
  return formErrors.length === 0 ? fieldErrors : { ...fieldErrors, "": formErrors };
}
