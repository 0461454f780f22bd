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
  /** The one that was in force when the form began; another than `policy` once somebody changed it meanwhile. */
  began: string;
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
}: Omit<PolicyEditorProps, "began"> & {
  edit: "form" | "json";
  closeHref: `/keys/${string}?region=${string}&tab=policy`;
}) {
  // The editor shows how a change ended, also when its form begins anew.
  const holder = useHolder();
  const [sent, setSent] = useState<string[] | null>(null);
  // After a change the form begins anew from the policy that is in force then; after a failure it keeps what was typed, and
  // learns from which policy it began.
  const { seen, policy } = props;
  const [begun, setBegun] = useState({ seen, policy });
  /** What the change that is done replaced, until the page shows what is in force since. */
  const [replaced, setReplaced] = useState<string | null>(null);
  if (replaced !== null && replaced !== seen) {
    setBegun({ seen, policy });
    setReplaced(null);
  }
  const onDone = (commands: string[]) => {
    setSent(commands);
    setReplaced(seen);
  };
  const form = { ...props, began: begun.policy, onDone };
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
          <div inert={replaced !== null}>
            {edit === "form" ? (
              <PolicyForm key={begun.seen} {...form} />
            ) : (
              <PolicyJsonForm key={begun.seen} {...form} />
            )}
          </div>
        </HolderContext>
      </div>
    </Section>
  );
}
