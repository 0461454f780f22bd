"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { takeFocus } from "#components/take-focus.ts";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import type { ActionState } from "#lib/auth/action-state.ts";
import { toCli } from "#lib/commands/cli.ts";
import {
  PENDING_WINDOW,
  type StateChange,
  stateFailureInWords,
  toStateCall,
  toTerraformState,
} from "#lib/kms/state.ts";
import type { StateConsequences } from "#lib/kms/state-words.ts";
import { useChange } from "../../outcomes/use-change.ts";
import { changeKeyStateAction } from "../state-actions.ts";
import { STATE_WORDS, type StateTarget, type StopChange, StopDialog } from "./stop-dialog.tsx";

/** Every change of a key's state that KMS would take now, and how the last one went. One form's answer at a time. */
export function StateChanges({
  target,
  reasons,
  change,
  consequences,
  scheduledState,
  href,
  users,
}: {
  target: StateTarget;
  /** Why each change does not apply; null where it does. */
  reasons: Record<StateChange, string | null>;
  /** The change that is being decided on. */
  change: StopChange | null;
  consequences: StateConsequences;
  /** What the key reads once its deletion is scheduled. */
  scheduledState: string;
  /** The page without a dialog. */
  href: `/keys/${string}`;
  users: ReactNode;
}) {
  const [state, act, pending] = useChange(changeKeyState, STATE_WORDS);
  const stops = (["DisableKey", "ScheduleKeyDeletion"] as const).filter((stop) => reasons[stop] === null);
  // A state that changed meanwhile closes the dialog: then what became of the change is said here.
  const isDialogOpen = change !== null && reasons[change] === null;
  const isDone = state.status === "done" && state.subject === target.seen;
  const isRefused = state.status === "failed" && !isDialogOpen;
  const told = isDone || isRefused ? state : null;
  const outcome = useRef<HTMLElement>(null);
  // The button or the dialog that had the focus is gone. Not when the element comes: the dialog, which is closed by an effect
  // of its own before this one, keeps the focus until then.
  useEffect(() => {
    if (told !== null) takeFocus(outcome.current);
  }, [told]);
  return (
    <div className="grid gap-4">
      {told !== null && (
        <section
          aria-label="How the last change ended"
          className="grid max-w-[96ch] gap-3 outline-none"
          ref={outcome}
          tabIndex={-1}
        >
          {isRefused && <FailedChange commands={state.commands} failure={state.failure} words={STATE_WORDS} />}
          {isDone && (
            <>
              <Notice live tone="ok">
                AWS reads back: {target.state}. {target.state === "Disabled" && NOT_YET_USABLE}
              </Notice>
              <CommandPanel commands={state.commands.map((cli) => ({ cli }))} title="What was sent" />
            </>
          )}
        </section>
      )}
      {reasons.CancelKeyDeletion === null && (
        <PlainChange act={act} change="CancelKeyDeletion" pending={pending} target={target}>
          {target.state} → <span className="text-text">Disabled</span>. {consequences.cancelling} Nothing can use it
          until it is enabled as well, which is the next step here.
        </PlainChange>
      )}
      {reasons.EnableKey === null && (
        <PlainChange act={act} change="EnableKey" pending={pending} target={target}>
          {target.state} → <span className="text-text">Enabled</span>. {consequences.enabling}
        </PlainChange>
      )}
      {stops.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {stops.map((stop) => (
            <ButtonLink href={`${href}&change=${stop}`} key={stop} scroll={false}>
              {stop === "DisableKey" ? "Disable…" : "Schedule deletion…"}
            </ButtonLink>
          ))}
        </div>
      )}
      <NotOffered reasons={reasons} />
      {change !== null && (
        <StopDialog
          act={act}
          change={change}
          consequences={change === "DisableKey" ? consequences.disabling : consequences.deleting}
          href={href}
          isOpen={isDialogOpen}
          key={change}
          offersDisabling={reasons.DisableKey === null}
          pending={pending}
          scheduledState={scheduledState}
          state={state}
          target={target}
          users={users}
        />
      )}
    </div>
  );
}

async function changeKeyState(previous: ActionState, form: FormData): Promise<ActionState> {
  const next = await changeKeyStateAction(previous, form);
  return next.status === "failed" ? { ...next, failure: stateFailureInWords(next.failure) } : next;
}

const NOT_YET_USABLE = "Nothing can use the key until it is enabled.";

const VERBS = { EnableKey: "Enable the key", CancelKeyDeletion: "Cancel the deletion" };

/** A change that takes nothing away. */
function PlainChange({
  change,
  target,
  act,
  pending,
  children,
}: {
  change: keyof typeof VERBS;
  target: StateTarget;
  act: (form: FormData) => void;
  pending: boolean;
  children: ReactNode;
}) {
  const endpoints = useEndpoints();
  const command = {
    cli: toCli(toStateCall(target, change, PENDING_WINDOW.default), endpoints),
    terraform: toTerraformState(target.resource, target.name, change, PENDING_WINDOW.default),
  };
  return (
    <KeptForm action={act} className="grid max-w-[96ch] gap-3">
      <input name="change" type="hidden" value={change} />
      <input name="arn" type="hidden" value={target.arn} />
      <input name="seen" type="hidden" value={target.seen} />
      <p className="text-dim">{children}</p>
      <CommandPanel commands={[command]} title="Will be sent" />
      <div>
        <Button pending={pending} type="submit" variant="primary">
          {VERBS[change]}
        </Button>
      </div>
    </KeptForm>
  );
}

/** What is not offered now, and why; not what the state says by itself. */
function NotOffered({ reasons }: { reasons: Record<StateChange, string | null> }) {
  const { EnableKey, DisableKey, ScheduleKeyDeletion } = reasons;
  const said = EnableKey !== null && DisableKey !== null ? [DisableKey, ScheduleKeyDeletion] : [ScheduleKeyDeletion];
  const words = [...new Set(said.filter((reason) => reason !== null))];
  return words.length > 0 && <p className="max-w-[80ch] text-dim">{words.join(" ")}</p>;
}
