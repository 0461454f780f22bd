"use client";
import { useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { EncryptionKey } from "#components/encryption-key.tsx";
import { Notice } from "#components/notice.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { CheckboxField, SelectField, TextField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { toCli } from "#lib/commands/cli.ts";
import { toTerraformBucket } from "#lib/commands/terraform.ts";
import { bucketNameProblem } from "#lib/s3/bucket.ts";
import { type NewBucket, toNewBucketCalls, toNewBucketRequests } from "#lib/s3/new-bucket.ts";
import { takeFocus } from "#components/take-focus.ts";
import { useChange } from "../../outcomes/use-change.ts";
import { type EncryptionChoice, NOTHING_CHOSEN, toPreview } from "../encryption-choice.ts";
import { EncryptionFields } from "../encryption-fields.tsx";
import type { KeyChoices } from "../key-choices.ts";
import { createBucketAction } from "./actions.ts";
import { halfMadeBucket, UnmadeBucket } from "./unmade-bucket.tsx";

const WORDS = { thing: "the bucket", done: "made" };

const NO_CHOICES: KeyChoices = { keys: [], failure: null };

export function NewBucketForm({
  choices,
  home,
  accountId,
}: {
  choices: Record<string, KeyChoices>;
  home: string;
  /** The caller's, which the new bucket is of; null where it is not known. */
  accountId: string | null;
}) {
  const [state, action, pending] = useChange(createBucketAction, WORDS);
  const endpoints = useEndpoints();
  const [name, setName] = useState("");
  const [left, setLeft] = useState(false);
  const [region, setRegion] = useState(home);
  const [choice, setChoice] = useState<EncryptionChoice>(NOTHING_CHOSEN);
  const [versioning, setVersioning] = useState(true);
  const errors = state.status === "invalid" ? state.fields : {};
  const problem = left && name !== "" ? bucketNameProblem(name) : null;
  const bucket = { name: name === "" ? "NAME" : name, encryption: toPreview(choice), versioning };
  const terraform = toTerraformBucket(region, toNewBucketRequests(region, bucket));
  const calls = toNewBucketCalls(region, bucket, accountId);
  const commands = calls.map((call, index) => ({
    cli: toCli(call, endpoints),
    terraform: index === 0 ? terraform : null,
  }));

  if (state.status === "done") {
    const alias = choices[region]?.keys.find(({ arn }) => arn === choice.keyId)?.alias ?? null;
    return <Made alias={alias} bucket={bucket} commands={state.commands} region={region} />;
  }
  const unmade = state.status === "failed" && (
    <UnmadeBucket calls={calls} commands={state.commands} failure={state.failure} />
  );
  if (state.status === "failed" && halfMadeBucket(state.failure) !== null) {
    return <div className="grid max-w-[96ch] gap-5">{unmade}</div>;
  }

  return (
    <KeptForm action={action} className="grid max-w-[96ch] gap-5">
      <TextField
        autoCapitalize="none"
        autoComplete="off"
        description="3 to 63 lowercase letters, digits, hyphens and periods. All AWS accounts share the names."
        error={problem === null ? errors.name : [problem]}
        label="Name"
        mono
        name="name"
        onBlur={() => setLeft(true)}
        onChange={(event) => setName(event.target.value)}
        spellCheck={false}
        value={name}
      />
      <SelectField
        description="Where the objects and their key are. It cannot be changed later."
        error={errors.region}
        label="Region"
        name="region"
        onChange={(event) => {
          setRegion(event.target.value);
          setChoice({ ...choice, keyId: choice.keyId === "" ? "" : null });
        }}
        options={Object.keys(choices).map((value) => ({ value, label: value }))}
        value={region}
      />
      <EncryptionFields
        choice={choice}
        choices={choices[region] ?? NO_CHOICES}
        errors={errors}
        onChange={setChoice}
        region={region}
      />
      <CheckboxField
        checked={versioning}
        description="An overwritten or deleted object stays as an older version, under the encryption that it has."
        label="Keep versions"
        name="versioning"
        onChange={(event) => setVersioning(event.target.checked)}
      />
      <p className="max-w-[80ch] text-dim">
        Also set: all four switches of Block Public Access, and uploads under SSE-C are blocked, as S3 does for new
        buckets.
      </p>
      {unmade}
      <CommandPanel commands={commands} title="What will be sent" />
      <div>
        <Button pending={pending} type="submit" variant="primary">
          Create bucket
        </Button>
      </div>
    </KeptForm>
  );
}

function Made({
  bucket: { name, encryption, versioning },
  alias,
  region,
  commands,
}: {
  bucket: NewBucket;
  alias: string | null;
  region: string;
  commands: string[];
}) {
  return (
    <div className="grid max-w-[96ch] gap-5 outline-none" ref={takeFocus} tabIndex={-1}>
      <Notice
        actions={
          <>
            <ButtonLink href={`/buckets/${encodeURIComponent(name)}`} variant="primary">
              Open {name}
            </ButtonLink>
            <ButtonLink href="/buckets">Show all buckets</ButtonLink>
          </>
        }
        live
        title={`${name} exists in ${region}`}
        tone="ok"
      >
        <p>AWS reads back what was asked for:</p>
        <p className="flex flex-wrap items-center gap-x-3">
          <EncryptionBadge encryption={encryption} />
          {encryption.type !== "SSE-S3" && <EncryptionKey alias={alias} encryption={encryption} of="rule" />}
          <span>public access blocked</span>
          {versioning && <span>versions kept</span>}
        </p>
      </Notice>
      <CommandPanel commands={commands.map((cli) => ({ cli }))} title="What was sent" />
    </div>
  );
}
