"use client";
import { useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import { toCli } from "#lib/commands/cli.ts";
import { toTerraformBucketEncryption } from "#lib/commands/terraform-bucket.ts";
import { lossesOf } from "#lib/s3/default-change.ts";
import { harmOf, type HarmReads } from "#lib/s3/default-harm.ts";
import { type BucketEncryption, isSameEncryption, keyIdOf, toPutBucketEncryption } from "#lib/s3/encryption.ts";
import { type EncryptionChoice, toEncryption } from "../../encryption-choice.ts";
import { EncryptionFields } from "../../encryption-fields.tsx";
import type { KeyChoices } from "../../key-choices.ts";
import { useChange } from "../../../outcomes/use-change.ts";
import { setEncryptionAction } from "./actions.ts";
import { afterOf, DefaultInWords, faultsOf } from "./default-in-words.tsx";

const WORDS = { thing: "the default" };

export function EncryptionForm({
  bucket,
  region,
  current,
  currentKey,
  seen,
  start,
  choices,
  reads,
}: {
  bucket: string;
  region: string;
  current: BucketEncryption & { awsManaged: boolean };
  /** The key that the current default means, where KMS tells. */
  currentKey: { arn: string; alias: string | null } | null;
  seen: string;
  start: EncryptionChoice;
  choices: KeyChoices;
  /** What tells what another default breaks. */
  reads: HarmReads;
}) {
  const [state, action, pending] = useChange(setEncryptionAction, WORDS);
  const endpoints = useEndpoints();
  const [choice, setChoice] = useState(start);
  const [confirmed, setConfirmed] = useState(false);
  const [answered, setAnswered] = useState(state);
  const next = toEncryption(choice);
  const losses =
    next === null
      ? []
      : lossesOf(
          { encryption: next, awsManaged: keyIdOf(next) === null },
          { encryption: current.default, awsManaged: current.awsManaged },
        );
  const { breaks, notKnown } = next === null ? { breaks: [], notKnown: [] } : harmOf(next, current.default, reads);
  // The server knows more of a typed key, such as that AWS manages it. Its answer holds for the choice that was sent.
  const refused =
    state.status === "failed" && state.failure.name === "NotConfirmed" && state !== answered ? state.failure : null;
  const harmful = losses.length > 0 || breaks.length > 0 || refused !== null;
  const unchanged = next !== null && !current.bucketKeyInVain && isSameEncryption(next, current.default);
  const call = next === null ? null : toPutBucketEncryption(bucket, next, current.blockedTypes);
  const aliasOfNext = next === null ? null : (choices.keys.find(({ arn }) => arn === keyIdOf(next))?.alias ?? null);
  const faults = faultsOf(current);
  const aliasOfCurrent = currentKey?.alias ?? null;

  return (
    <KeptForm action={action} className="grid max-w-[96ch] gap-5">
      <input name="bucket" type="hidden" value={bucket} />
      <input name="seen" type="hidden" value={seen} />
      <EncryptionFields
        choice={choice}
        choices={choices}
        errors={state.status === "invalid" ? state.fields : {}}
        onChange={(changed) => {
          setChoice(changed);
          setConfirmed(false);
          setAnswered(state);
        }}
        region={region}
      />
      {next !== null && !unchanged && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          <dt className="text-dim">Before</dt>
          <dd>
            <DefaultInWords
              alias={aliasOfCurrent}
              arn={currentKey?.arn ?? null}
              encryption={current.default}
              note={faults}
            />
          </dd>
          <dt className="text-dim">After</dt>
          <dd>
            <DefaultInWords
              alias={aliasOfNext}
              arn={null}
              encryption={next}
              note={faults === null ? null : afterOf(next)}
            />
          </dd>
        </dl>
      )}
      {!unchanged && notKnown.length > 0 && (
        <Notice title="Not known of this default" tone="warn">
          {notKnown.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      {harmful && (
        <Notice
          title={
            losses.length > 0
              ? "This protects new objects less than today"
              : breaks.length > 0
                ? "Under this default something breaks"
                : "This is set only with the bucket’s name"
          }
          tone="bad"
        >
          {losses.length + breaks.length === 0 && <p>{refused?.message}</p>}
          {[...losses, ...breaks].map((loss) => (
            <p key={loss}>{loss}</p>
          ))}
          <p>What is stored keeps its encryption and its key.</p>
          <div className="mt-3">
            <TypedConfirmation
              expected={bucket}
              key={JSON.stringify(choice)}
              name="confirmation"
              onMatch={setConfirmed}
            />
          </div>
        </Notice>
      )}
      {state.status === "failed" && (
        <FailedChange
          commands={state.commands}
          failure={state.failure}
          retryHref={`/buckets/${encodeURIComponent(bucket)}/encryption`}
          words={WORDS}
        />
      )}
      {state.status === "done" && unchanged && (
        <Notice live title="The default is set, and AWS reads it back as asked" tone="ok">
          New objects without an encryption header get{" "}
          <DefaultInWords alias={aliasOfCurrent} arn={currentKey?.arn ?? null} encryption={current.default} />.
        </Notice>
      )}
      {state.status === "done" && unchanged ? (
        <CommandPanel commands={state.commands.map((cli) => ({ cli }))} title="What was sent" />
      ) : (
        call !== null &&
        !unchanged && (
          <CommandPanel
            commands={[
              {
                cli: toCli({ service: "s3api", operation: "PutBucketEncryption", region, input: call }, endpoints),
                terraform: toTerraformBucketEncryption(region, call),
              },
            ]}
            title="What will be sent"
          />
        )
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          disabled={next === null || unchanged || (harmful && !confirmed)}
          pending={pending}
          type="submit"
          variant={harmful ? "danger" : "primary"}
        >
          Set the default
        </Button>
        <span className="text-dim">
          {next === null
            ? "Choose a key first."
            : unchanged && state.status !== "done"
              ? "This is the default already."
              : null}
        </span>
      </div>
    </KeptForm>
  );
}
