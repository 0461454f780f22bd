import "server-only";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { tracedChange } from "#lib/aws/traced-change.ts";
import type { ActionState } from "./action-state.ts";
import { formFields } from "./form-fields.ts";
import { refusalOf } from "./refusals.ts";
import { awsOf, requireSession } from "./session.ts";

/**
 * Wraps a change: sign-in, origin, parse, run, one of four states back, never the input, and the page read anew.
 * `run` gets the caller's AWS and the parsed form, and returns the name of what it made, if anything; a redirect or
 * notFound in it passes through.
 */
export function defineAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (aws: Aws, input: z.output<Schema>) => Promise<string | void>,
) {
  return async (_previous: ActionState, form: FormData): Promise<ActionState> => {
    const session = await requireSession();
    const opened = await attempt(awsOf(session));
    if (!opened.ok) return { status: "failed", failure: opened.failure, commands: [] };
    const aws = opened.value;
    const refusal = refusalOf(await headers(), session, aws);
    if (refusal !== null) return { status: "failed", failure: refusal, commands: [] };
    const input = schema.safeParse(formFields(form));
    if (!input.success) return { status: "invalid", fields: fieldsOf(input.error) };
    const { result, commands } = await tracedChange(aws, () => run(aws, input.data));
    // Whatever came of a write that was sent, the page is to show what AWS says now.
    if (result.ok || commands.length > 0) refresh();
    if (!result.ok) return { status: "failed", failure: result.failure, commands };
    return { status: "done", commands, ...(result.value === undefined ? {} : { subject: result.value }) };
  };
}

/** What is wrong, by field; under "" what is wrong with the whole. zod's words do not repeat the input. */
function fieldsOf(error: z.ZodError): Record<string, string[] | undefined> {
  const { fieldErrors, formErrors } = z.flattenError(error);
  return formErrors.length === 0 ? fieldErrors : { ...fieldErrors, "": formErrors };
}
