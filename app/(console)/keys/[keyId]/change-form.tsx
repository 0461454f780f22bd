"use client";
import { type ReactNode, useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import type { ChangeWords } from "#components/change-title.ts";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import type { ActionState } from "#lib/auth/action-state.ts";
import { type AwsCall, toScript } from "#lib/commands/cli.ts";
import { useChange } from "../../outcomes/use-change.ts";

type Fields = Record<string, string[] | undefined>;

/** A change of a key: what it means, the commands that will be sent, and what AWS says where it refuses. */
export function ChangeForm({
  action,
  hidden,
  calls,
  terraform = null,
  verb,
  danger = false,
  disabled = false,
  expected,
  about = "",
  failed,
  onDone,
  children,
}: {
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  /** What the form sends without asking: the key, and what it was showing. */
  hidden: Record<string, string>;
  /** None while what was entered cannot be sent. */
  calls: readonly AwsCall[];
  /** The same as Terraform, where it fits. */
  terraform?: string | null;
  verb: string;
  danger?: boolean;
  disabled?: boolean;
  /** A name to be typed first. */
  expected?: string | undefined;
  /** What the name is typed for: typed for one thing, it is not typed for another. */
  about?: string;
  /** What is changed, for the title of a failure. */
  failed: ChangeWords;
  /** Gets what was sent, and the name of what was made, if anything. */
  onDone: (commands: string[], subject: string | undefined) => void;
  children: (fields: Fields) => ReactNode;
}) {
  const endpoints = useEndpoints();
  const confirmation = JSON.stringify([expected, about]);
  const [typed, setTyped] = useState<string | null>(null);
  const [state, act, pending] = useChange(async (previous, form) => {
    const next = await action(previous, form);
    if (next.status === "done") onDone(next.commands, next.subject);
    return next;
  }, failed);
  const fields = state.status === "invalid" ? state.fields : {};
  const unseen = ["", ...Object.keys(hidden)].flatMap((name) => fields[name] ?? []);

  return (
    <KeptForm action={act} className="grid gap-4">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} name={name} type="hidden" value={value} />
      ))}
      {children(fields)}
      {calls.length > 0 && (
        <CommandPanel commands={[{ cli: toScript(calls, endpoints), terraform }]} title="Will be sent" />
      )}
      {expected !== undefined && (
        <TypedConfirmation
          expected={expected}
          key={confirmation}
          name="confirmation"
          onMatch={(matches) => setTyped(matches ? confirmation : null)}
        />
      )}
      {unseen.length > 0 && (
        <Notice live tone="warn">
          {unseen.join(" ")}
        </Notice>
      )}
      {state.status === "failed" && <FailedChange commands={state.commands} failure={state.failure} words={failed} />}
      <div>
        <Button
          disabled={disabled || calls.length === 0 || (expected !== undefined && typed !== confirmation)}
          pending={pending}
          type="submit"
          variant={danger ? "danger" : "primary"}
        >
          {verb}
        </Button>
      </div>
    </KeptForm>
  );
}
