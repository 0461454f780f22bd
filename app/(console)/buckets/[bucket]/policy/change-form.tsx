"use client";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { CheckboxField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import type { PolicyChange } from "#lib/s3/enforce.ts";
import { useChange } from "../../../outcomes/use-change.ts";
import { changePolicyAction } from "./actions.ts";

const WORDS = { thing: "the policy" };

type Props = {
  bucket: string;
  change: PolicyChange;
  seen: string;
  verb: string;
  command: { cli: string; terraform: string | null };
  /** What a person agrees to lose; null where nothing. */
  consent: string | null;
  /** What the bucket's name has to be typed for, being worse than today; null where nothing. */
  confirm: { title: string; sentence: string } | null;
  /** Whether the policy says so already, as AWS reads it back. */
  unchanged: boolean;
  children: ReactNode;
};

/** Sends a change of the policy as it is shown in `children`, each time that it is chosen anew. */
export function ChangeForm(props: Props) {
  const isChosen = useSearchParams().has("change");
  const [chosen, setChosen] = useState({ isChosen, times: 0 });
  if (chosen.isChosen !== isChosen) setChosen({ isChosen, times: chosen.times + (isChosen ? 1 : 0) });
  return <Form key={chosen.times} {...props} />;
}

function Form({ bucket, change, seen, verb, command, consent, confirm, unchanged, children }: Props) {
  const [state, action, pending] = useChange(changePolicyAction, WORDS);
  const [agreed, setAgreed] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const isDone = unchanged && state.status === "done";

  // Somebody who comes back to this address, or hands it on, has changed nothing.
  useEffect(() => {
    if (isDone) window.history.replaceState(null, "", window.location.pathname);
  }, [isDone]);

  if (unchanged) {
    if (state.status === "failed") {
      return (
        <div className="grid gap-3">
          <Notice tone="ok">The policy is so by now. There is nothing more to send.</Notice>
          <FailedChange commands={state.commands} failure={state.failure} words={WORDS} />
        </div>
      );
    }
    return state.status === "done" ? (
      <div className="grid gap-3">
        <Notice live title="The policy is changed, and AWS reads it back as asked" tone="ok">
          What it says now stands below.
        </Notice>
        <CommandPanel commands={state.commands.map((cli) => ({ cli }))} title="What was sent" />
      </div>
    ) : (
      <Notice tone="ok">The policy is so already. There is nothing to send.</Notice>
    );
  }
  return (
    <KeptForm action={action} className="grid min-w-0 gap-5">
      <input name="bucket" type="hidden" value={bucket} />
      <input name="demand" type="hidden" value={change} />
      <input name="seen" type="hidden" value={seen} />
      {children}
      {consent !== null && (
        <CheckboxField
          checked={agreed}
          label={consent}
          name="consent"
          onChange={(event) => setAgreed(event.target.checked)}
        />
      )}
      {confirm !== null && (
        <Notice title={confirm.title} tone="bad">
          <p>{confirm.sentence}</p>
          <div className="mt-3">
            <TypedConfirmation expected={bucket} name="confirmation" onMatch={setConfirmed} />
          </div>
        </Notice>
      )}
      {state.status === "failed" && (
        <FailedChange
          commands={state.commands}
          failure={state.failure}
          retryHref={`/buckets/${encodeURIComponent(bucket)}/policy?change=${change}#change`}
          words={WORDS}
        />
      )}
      <CommandPanel commands={[command]} title="What will be sent" />
      <div>
        <Button
          disabled={(consent !== null && !agreed) || (confirm !== null && !confirmed)}
          pending={pending}
          type="submit"
          variant={confirm === null ? "primary" : "danger"}
        >
          {verb}
        </Button>
      </div>
    </KeptForm>
  );
}
