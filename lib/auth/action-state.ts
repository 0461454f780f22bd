import type { Failure } from "#lib/aws/result.ts";

/** What a form's action came to. `subject` is the ARN or name of what it made. `fields` has what concerns no single field under "". `commands` are the AWS CLI lines of the changes that were sent, the refused one last. */
export type ActionState =
  | { status: "idle" }
  | { status: "done"; subject?: string; commands: string[] }
  | { status: "invalid"; fields: Record<string, string[] | undefined> }
  | { status: "failed"; failure: Failure; commands: string[] };

/** What a form's question came to. `commands` are the AWS CLI lines of every request that was sent. */
export type AnswerState<Answer> =
  | Exclude<ActionState, { status: "done" }>
  | { status: "answered"; answer: Answer; commands: string[] };

export const IDLE = { status: "idle" } as const satisfies ActionState;
