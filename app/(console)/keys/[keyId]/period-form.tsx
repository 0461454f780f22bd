"use client";
import { useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { toCli } from "#lib/commands/cli.ts";
import { reasonPeriodRefused, ROTATION_PERIOD, toEnableKeyRotation } from "#lib/kms/rotation.ts";
import { useChange } from "../../outcomes/use-change.ts";
import { enableRotationAction } from "../actions.ts";
import { periodInWords } from "../key-words.ts";

const WORDS = { thing: "rotation" };

/** Turns rotation on, or changes its period. `current` is the period in force, in days. */
export function PeriodForm({
  arn,
  region,
  seen,
  on,
  current,
}: {
  arn: string;
  region: string;
  seen: string;
  on: boolean;
  current: number | null;
}) {
  const [state, act, pending] = useChange(enableRotationAction, WORDS);
  const endpoints = useEndpoints();
  const [typed, setTyped] = useState<string | null>(null);
  const [isLeft, setLeft] = useState(false);
  const text = typed ?? String(current ?? ROTATION_PERIOD.default);
  const days = Number(text);
  const reason = reasonPeriodRefused(days);
  const isSame = on && days === current;
  const call = {
    service: "kms",
    operation: "EnableKeyRotation",
    region,
    input: toEnableKeyRotation(arn, days),
  } as const;

  return (
    <KeptForm action={act} className="grid max-w-[96ch] gap-3">
      <input name="arn" type="hidden" value={arn} />
      <input name="seen" type="hidden" value={seen} />
      <div className="max-w-sm">
        <TextField
          description={
            on ? "90 to 2,560 days. Another period starts the schedule anew from today." : "90 to 2,560 days."
          }
          error={reason !== null && (isLeft || state.status === "invalid") ? [reason] : undefined}
          inputMode="numeric"
          label="Period in days"
          name="periodDays"
          onBlur={() => setLeft(true)}
          onChange={(event) => setTyped(event.target.value)}
          value={text}
        />
      </div>
      {reason === null && !isSame && (
        <p className="text-dim">
          {on ? `Every ${current ?? "?"} days` : "Off"} → <span className="text-text">on, {periodInWords(days)}</span>
        </p>
      )}
      {state.status === "failed" && <FailedChange commands={state.commands} failure={state.failure} words={WORDS} />}
      {state.status === "done" && isSame && (
        <Notice live tone="ok">
          AWS reads back: rotation on, {periodInWords(current)}.
        </Notice>
      )}
      {state.status === "done" && isSame ? (
        <CommandPanel commands={state.commands.map((cli) => ({ cli }))} title="What was sent" />
      ) : (
        reason === null && !isSame && <CommandPanel commands={[{ cli: toCli(call, endpoints) }]} title="Will be sent" />
      )}
      <div>
        <Button disabled={isSame} pending={pending} type="submit" variant={on ? "plain" : "primary"}>
          {on ? "Change the period" : "Turn rotation on"}
        </Button>
      </div>
    </KeptForm>
  );
}
