"use client";
import { useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { takeFocus } from "#components/take-focus.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmedSubmit } from "#components/ui/confirmed-submit.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { toCli } from "#lib/commands/cli.ts";
import { toDisableKeyRotation } from "#lib/kms/rotation.ts";
import { useChange } from "../../outcomes/use-change.ts";
import { disableRotationAction } from "../actions.ts";

const WORDS = { thing: "rotation", done: "turned off" };

/** Turns rotation off, after saying what that means; then stays to show what was sent. */
export function TurnOffForm({
  arn,
  region,
  seen,
  name,
  on,
}: {
  arn: string;
  region: string;
  seen: string;
  name: string;
  /** Whether rotation is on, as AWS reads it back. */
  on: boolean;
}) {
  const [state, act, pending] = useChange(disableRotationAction, WORDS);
  const endpoints = useEndpoints();
  const [open, setOpen] = useState(false);
  // Otherwise the dialog would open by itself when rotation is turned on again.
  if (!on && open) setOpen(false);

  if (!on && state.status === "done") {
    return (
      <div className="grid max-w-[96ch] gap-3" ref={takeFocus} tabIndex={-1}>
        <Notice live tone="ok">
          AWS reads back: rotation off.
        </Notice>
        <CommandPanel commands={state.commands.map((cli) => ({ cli }))} title="What was sent" />
      </div>
    );
  }
  if (!on) {
    return (
      state.status === "failed" && (
        <div className="grid max-w-[96ch] gap-3">
          <FailedChange commands={state.commands} failure={state.failure} words={WORDS} />
        </div>
      )
    );
  }
  const call = { service: "kms", operation: "DisableKeyRotation", region, input: toDisableKeyRotation(arn) } as const;
  return (
    <div>
      <Dialog
        onOpenChange={setOpen}
        open={open}
        title="Turn rotation off"
        trigger={<Button>Turn rotation off…</Button>}
        wide
      >
        <KeptForm action={act} className="grid gap-4">
          <input name="arn" type="hidden" value={arn} />
          <input name="seen" type="hidden" value={seen} />
          <ul className="grid list-disc gap-1 pl-4">
            <li>
              KMS makes no new key material from then on: everything that is written stays under the generation that is
              current now.
            </li>
            <li>Nothing breaks. Every generation is kept, and data that exists stays readable.</li>
            <li>
              AWS Security Hub’s control KMS.4, which maps to CIS AWS Foundations 3.6 and PCI DSS 3.7.4, fails for this
              key at its next check.
            </li>
            <li>Turned on again, the schedule starts anew from that day.</li>
          </ul>
          <CommandPanel commands={[{ cli: toCli(call, endpoints) }]} title="Will be sent" />
          <ConfirmedSubmit expected={name} pending={pending} verb="Turn rotation off">
            {state.status === "failed" && (
              <FailedChange commands={state.commands} failure={state.failure} words={WORDS} />
            )}
          </ConfirmedSubmit>
        </KeptForm>
      </Dialog>
    </div>
  );
}
