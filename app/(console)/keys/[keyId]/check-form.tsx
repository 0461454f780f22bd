"use client";
import { useActionState } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { SentCommands } from "#components/sent-commands.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { IDLE } from "#lib/auth/action-state.ts";
import { checkKeyAction } from "./check-actions.ts";
import { CheckResults } from "./check-results.tsx";

/** What is to be checked, as the address has it; a role that is "" is oneself. */
export type Check = { object: string; role: string };

/** Asks for the dry runs and shows what they came to. `wrong` is what is wrong with what the address has. */
export function CheckForm({
  arn,
  object,
  role,
  wrong,
}: Check & { arn: string; wrong: Record<keyof Check, string[] | undefined> }) {
  const [state, act, pending] = useActionState(checkKeyAction, IDLE);
  const errors = state.status === "invalid" ? state.fields : state.status === "idle" ? wrong : {};
  return (
    <div className="grid gap-5">
      <KeptForm action={act} className="grid max-w-[68ch] gap-3">
        <input name="arn" type="hidden" value={arn} />
        <TextField
          autoCapitalize="none"
          autoComplete="off"
          defaultValue={object}
          description="S3 gives KMS this ARN as the encryption context; policies may look at it. The object need not exist."
          error={errors["object"]}
          label="Object ARN"
          mono
          name="object"
          placeholder="arn:aws:s3:::bucket/path/to/object"
          required
          spellCheck={false}
        />
        <TextField
          autoCapitalize="none"
          autoComplete="off"
          defaultValue={role}
          description="Taken on by the console in your name for the check, so it needs sts:AssumeRole and the role's trust. Empty checks your own permission."
          error={errors["role"]}
          label="Role ARN"
          mono
          name="role"
          optional
          placeholder="arn:aws:iam::123456789012:role/Name"
          spellCheck={false}
        />
        <div>
          <Button pending={pending} type="submit" variant="primary">
            Check
          </Button>
        </div>
      </KeptForm>
      {!pending && state.status === "answered" && <CheckResults {...state.answer} />}
      {!pending && state.status === "failed" && <FailureNotice failure={state.failure} live />}
      {!pending && (state.status === "answered" || state.status === "failed") && (
        <div className="grid gap-2">
          <SentCommands commands={state.commands} />
          {isAsRole(state.commands) && (
            <p className="max-w-[80ch] text-sm text-dim">
              generate-data-key and decrypt carry the credentials that assume-role answers with. Where the role’s trust
              does not allow a source identity, the console takes it on without one; the session’s name is yours all the
              same.
            </p>
          )}
        </div>
      )}
    </div>
  );
}

function isAsRole(commands: readonly string[]): boolean {
  return [" assume-role ", " generate-data-key "].every((name) => commands.some((one) => one.includes(name)));
}
