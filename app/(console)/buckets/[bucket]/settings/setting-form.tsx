"use client";
import dynamic from "next/dynamic";
import { type ReactNode, Suspense, useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import type { ChangeWords } from "#components/change-title.ts";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import type { ActionState } from "#lib/auth/action-state.ts";
import { type AwsCall, toCli } from "#lib/commands/cli.ts";
import { useChange } from "../../../outcomes/use-change.ts";

// The comparison of texts is loaded with the first form that needs it.
const TextDiff = dynamic(async () => (await import("#components/text-diff.tsx")).TextDiff);

/** What a form would change. */
export type Change = {
  call: AwsCall;
  /** The same as Terraform, where Terraform has it. */
  terraform?: string | null;
  /** In words, or as two texts that are compared line by line. */
  before: string;
  after: string;
  asText?: boolean;
  /** What is lost, a sentence each: the name has to be typed then. */
  losses?: string[];
  /** What else follows from it, a sentence each. */
  effects?: string[];
};

/** The form of one setting: what changes, what is lost, what is sent, and what AWS read back. */
export function SettingForm({
  action,
  bucket,
  seen,
  confirm,
  words,
  verb,
  change,
  idle,
  extra,
  children,
}: {
  action: (state: ActionState, form: FormData) => Promise<ActionState>;
  bucket: string;
  /** The setting as this page shows it, which the action compares with what AWS says then. */
  seen: string;
  /** The name to type where something is lost; the bucket's when absent. */
  confirm?: string;
  /** What is set, for the title of what came of it. */
  words: ChangeWords;
  verb: string;
  /** Null when nothing would change, or the form is not complete. */
  change: Change | null;
  /** Why there is nothing to send. */
  idle: string;
  extra?: ReactNode;
  children: (fields: Record<string, string[] | undefined>) => ReactNode;
}) {
  const [state, submit, pending] = useChange(action, words);
  const endpoints = useEndpoints();
  const losses = change?.losses ?? [];
  const weaker = losses.length > 0;
  // A name that was typed holds for the losses that were read with it, and for no others.
  const about = JSON.stringify(losses);
  const [confirmedFor, setConfirmedFor] = useState<string | null>(null);
  const confirmed = confirmedFor === about;
  const done = state.status === "done" && change === null;
  const name = confirm ?? bucket;
  return (
    <KeptForm action={submit} className="grid max-w-[96ch] gap-4 rounded-lg border border-line p-4">
      <input name="bucket" type="hidden" value={bucket} />
      <input name="seen" type="hidden" value={seen} />
      {children(state.status === "invalid" ? state.fields : {})}
      {extra}
      {change !== null && <BeforeAfter {...change} />}
      {change?.effects !== undefined && change.effects.length > 0 && (
        <Notice title="What else changes">
          <Sentences all={change.effects} />
        </Notice>
      )}
      {weaker && (
        <Notice title="This protects the bucket less than today" tone="bad">
          <Sentences all={losses} />
          <div className="mt-3">
            <TypedConfirmation
              expected={name}
              key={about}
              name="confirmation"
              onMatch={(matches) => setConfirmedFor(matches ? about : null)}
            />
          </div>
        </Notice>
      )}
      {state.status === "failed" && (
        <FailedChange
          commands={state.commands}
          failure={state.failure}
          retryHref={`/buckets/${encodeURIComponent(bucket)}/settings`}
          words={words}
        />
      )}
      {done && (
        <>
          <Notice live title="It is set, and AWS reads it back as asked" tone="ok" />
          <CommandPanel commands={state.commands.map((cli) => ({ cli }))} title="What was sent" />
        </>
      )}
      {change !== null && (
        <CommandPanel
          commands={[{ cli: toCli(change.call, endpoints), terraform: change.terraform }]}
          title="What will be sent"
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          disabled={change === null || (weaker && !confirmed)}
          pending={pending}
          type="submit"
          variant={weaker ? "danger" : "primary"}
        >
          {verb}
        </Button>
        {change === null && !done && <span className="text-dim">{idle}</span>}
      </div>
    </KeptForm>
  );
}

function BeforeAfter({ before, after, asText = false }: Change) {
  if (asText) {
    // Without a boundary of its own the whole row would give way to its skeleton while the comparison loads.
    return (
      <Suspense fallback={<p className="text-dim">Comparing…</p>}>
        <TextDiff after={after} before={before} label="What changes, line by line" />
      </Suspense>
    );
  }
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 wrap-anywhere">
      <dt className="text-dim">Before</dt>
      <dd>{before}</dd>
      <dt className="text-dim">After</dt>
      <dd>{after}</dd>
    </dl>
  );
}

function Sentences({ all }: { all: string[] }) {
  return all.map((sentence) => <p key={sentence}>{sentence}</p>);
}
