"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { KeyPlace } from "#lib/kms/policy-form.ts";
import { HolderContext, useHolder } from "../../outcomes/board-context.ts";

// What reads, compares and judges policies is loaded by whoever edits one, not with every page of a key.
const PolicyForm = dynamic(() => import("./policy-form.tsx").then((module) => module.PolicyForm));
const PolicyJsonForm = dynamic(() => import("./policy-json-form.tsx").then((module) => module.PolicyJsonForm));

/** What both ways to edit a policy need. */
export type PolicyEditorProps = {
  arn: string;
  /** What is typed to confirm. */
  name: string;
  place: KeyPlace;
  /** The policy that is in force, laid out for reading. */
  policy: string;
  /** Its digest. */
  seen: string;
  /** Null where AWS did not say. */
  callerArn: string | null;
  /** What depends on the key. */
  users: ReactNode;
};

/** Edits a key policy, in a form or as JSON; then shows what was sent. */
export function PolicyEditor({
  edit,
  closeHref,
  ...props
}: PolicyEditorProps & { edit: "form" | "json"; closeHref: `/keys/${string}?region=${string}&tab=policy` }) {
  // The editor shows how a change ended, also when its form begins anew.
  const holder = useHolder();
  const [sent, setSent] = useState<string[] | null>(null);
  // After a change the form begins anew from the policy that is in force then; after a failure it stays, and shows the
  // difference from whatever is in force.
  const [begun, setBegun] = useState(props.seen);
  const [isDone, setIsDone] = useState(false);
  if (isDone && begun !== props.seen) {
    setBegun(props.seen);
    setIsDone(false);
  }
  const onDone = (commands: string[]) => {
    setSent(commands);
    setIsDone(true);
  };
  const form = { ...props, onDone };
  return (
    <Section
      actions={<ButtonLink href={closeHref}>Close</ButtonLink>}
      id="edit"
      title={edit === "form" ? "Edit in a form" : "Edit as JSON"}
    >
      <div className="grid gap-4">
        {sent !== null && (
          <div className="grid max-w-[96ch] gap-3">
            <Notice live tone="ok">
              AWS reads back the policy as it was sent.
            </Notice>
            <CommandPanel commands={sent.map((cli) => ({ cli }))} title="What was sent" />
          </div>
        )}
        <HolderContext value={holder}>
          {/* What is typed before the form begins anew would be lost. */}
          <div inert={isDone}>
            {edit === "form" ? <PolicyForm key={begun} {...form} /> : <PolicyJsonForm key={begun} {...form} />}
          </div>
        </HolderContext>
      </div>
    </Section>
  );
}
