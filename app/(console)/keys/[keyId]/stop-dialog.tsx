"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import type { ActionState } from "#lib/auth/action-state.ts";
import { toCli } from "#lib/commands/cli.ts";
import type { KeyResource } from "#lib/commands/terraform-key-state.ts";
import {
  PENDING_WINDOW,
  reasonWindowRefused,
  type StateChange,
  toStateCall,
  toTerraformState,
} from "#lib/kms/state.ts";

/** What every change here is a change of, for the title of its failure. */
export const STATE_WORDS = { thing: "the state" };

/** A change that stops whoever uses the key. */
export type StopChange = Extract<StateChange, "DisableKey" | "ScheduleKeyDeletion">;

/** The key that is changed. `seen` is what the page shows of its state. */
export type StateTarget = {
  arn: string;
  region: string;
  name: string;
  seen: string;
  state: string;
  resource: KeyResource;
};

/** Says what breaks and who depends on the key, asks for its name, and shows the command. */
export function StopDialog({
  target,
  change,
  isOpen,
  consequences,
  offersDisabling,
  scheduledState,
  href,
  users,
  act,
  pending,
  state,
}: {
  target: StateTarget;
  change: StopChange;
  isOpen: boolean;
  /** What the change means. */
  consequences: string[];
  offersDisabling: boolean;
  scheduledState: string;
  href: `/keys/${string}`;
  users: ReactNode;
  act: (form: FormData) => void;
  pending: boolean;
  state: ActionState;
}) {
  const router = useRouter();
  const endpoints = useEndpoints();
  const [matches, setMatches] = useState(false);
  const [days, setDays] = useState(String(PENDING_WINDOW.default));
  const isDeletion = change === "ScheduleKeyDeletion";
  const reason = isDeletion ? reasonWindowRefused(Number(days)) : null;
  const verb = isDeletion ? `Schedule deletion in ${days} days` : "Disable the key";
  return (
    <Dialog
      onOpenChange={(open) => {
        if (!open) router.replace(href, { scroll: false });
      }}
      open={isOpen}
      title={isDeletion ? `Schedule the deletion of ${target.name}` : `Disable ${target.name}`}
      wide
    >
      <div className="grid gap-4">
        <div className="grid gap-2 outline-none" data-first-focus="" tabIndex={-1}>
          <p>
            {target.state} → <b className="font-[600]">{isDeletion ? scheduledState : "Disabled"}</b>
          </p>
          <ul className="grid list-disc gap-1 pl-4">
            {consequences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
        {isDeletion && offersDisabling && (
          <Notice
            actions={
              <ButtonLink href={`${href}&change=DisableKey`} scroll={false}>
                Disable it first…
              </ButtonLink>
            }
            title="Disable it first, and watch"
            tone="warn"
          >
            A disabled key stops the same uses and can be turned on again at once. AWS advises to look for
            DisabledException in CloudTrail for a while before deleting: it names who still needs the key.
          </Notice>
        )}
        <section aria-label="What depends on this key" className="grid gap-3">
          <h3 className="font-[600]">What depends on this key</h3>
          {users}
        </section>
        <KeptForm action={act} className="grid gap-4">
          <input name="change" type="hidden" value={change} />
          <input name="arn" type="hidden" value={target.arn} />
          <input name="seen" type="hidden" value={target.seen} />
          {isDeletion && (
            <div className="max-w-sm">
              <TextField
                description="7 to 30 days from now. It can be cancelled until then."
                error={reason === null ? undefined : [reason]}
                inputMode="numeric"
                label="Waiting period in days"
                name="pendingDays"
                onChange={(event) => setDays(event.target.value)}
                value={days}
              />
            </div>
          )}
          {reason === null && (
            <CommandPanel
              commands={[
                {
                  cli: toCli(toStateCall(target, change, Number(days)), endpoints),
                  terraform: toTerraformState(target.resource, target.name, change, Number(days)),
                },
              ]}
              title="Will be sent"
            />
          )}
          <TypedConfirmation expected={target.name} name="confirmation" onMatch={setMatches} />
          {state.status === "failed" && (
            <FailedChange commands={state.commands} failure={state.failure} words={STATE_WORDS} />
          )}
          <div>
            <Button disabled={!matches || reason !== null} pending={pending} type="submit" variant="danger">
              {verb}
            </Button>
          </div>
        </KeptForm>
      </div>
    </Dialog>
  );
}
