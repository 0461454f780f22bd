"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { changeTitle } from "#components/change-title.ts";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import type { ActionState } from "#lib/auth/action-state.ts";
import { toCli } from "#lib/commands/cli.ts";
import { reasonAliasRefused, toAliasName } from "#lib/kms/alias.ts";
import { toNewKeyCalls } from "#lib/kms/new-key.ts";
import { toKeyPolicy } from "#lib/kms/policy.ts";
import { reasonPeriodRefused, ROTATION_PERIOD } from "#lib/kms/rotation.ts";
import { createKeyAction } from "../keys/actions.ts";
import { HalfMadeKey } from "../keys/new/created-key.tsx";
import { isHalfMade } from "../keys/new/half-made.ts";
import { useChange } from "../outcomes/use-change.ts";
import { placeHref } from "./place-href.ts";
import { Sent } from "./sent.tsx";

const WORDS = { thing: "the key", done: "created" };

/** Makes a key that S3 alone may use for its account, rotating; every other choice is on the page "Create a key". */
export function KeyForm({
  owner,
  regions,
  region: home,
  done,
}: {
  /** Null where AWS does not say who would own the key. */
  owner: { accountId: string; partition: string } | null;
  regions: readonly string[];
  region: string;
  done: boolean;
}) {
  const router = useRouter();
  const endpoints = useEndpoints();
  const [input, setInput] = useState({
    alias: "alias/first-dsse-key",
    region: home,
    rotationDays: String(ROTATION_PERIOD.default),
  });
  const [state, act, pending] = useChange(create, WORDS);
  const alias = toAliasName(input.alias);

  async function create(previous: ActionState, form: FormData): Promise<ActionState> {
    const next = await createKeyAction(previous, form);
    if (next.status === "done") {
      router.push(
        placeHref({ key: next.subject ?? alias, region: input.region, bucket: null, object: null, sha256: null }),
        {
          scroll: false,
        },
      );
    }
    return next;
  }

  if (state.status === "done") return <Sent commands={state.commands} />;
  if (done || owner === null) return null;

  const { region } = input;
  const policy = toKeyPolicy({ ...owner, region, administrators: [], users: [], viaS3Only: true, buckets: [] });
  const newKey = {
    alias,
    description: "",
    tags: [],
    rotationDays: Number(input.rotationDays),
    policy: JSON.stringify(policy),
  };
  const calls = (keyArn: string) => toNewKeyCalls(region, newKey, keyArn);
  const fields = state.status === "invalid" ? state.fields : {};
  const change = (name: keyof typeof input) => (event: { target: { value: string } }) =>
    setInput({ ...input, [name]: event.target.value });
  return (
    <KeptForm action={act} className="grid gap-4">
      <input name="rotation" type="hidden" value="true" />
      <input name="viaS3Only" type="hidden" value="true" />
      <div className="grid max-w-[68ch] items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
        <TextField
          autoComplete="off"
          error={fields.alias ?? refusal(reasonAliasRefused(alias), alias !== "alias/")}
          label="Alias"
          mono
          name="alias"
          onChange={change("alias")}
          spellCheck={false}
          value={input.alias}
        />
        <SelectField
          label="Region"
          name="region"
          onChange={change("region")}
          options={regions.map((name) => ({ value: name, label: name }))}
          value={region}
        />
        <TextField
          error={
            fields.rotationDays ?? refusal(reasonPeriodRefused(Number(input.rotationDays)), input.rotationDays !== "")
          }
          inputMode="numeric"
          label="Rotation, in days"
          name="rotationDays"
          onChange={change("rotationDays")}
          value={input.rotationDays}
        />
      </div>
      <p className="max-w-[80ch] text-dim">
        A symmetric key for data. The account’s IAM policies say who may use it, and only through S3 in its Region. AWS
        charges for a customer key by the month.
      </p>
      {state.status === "failed" && (
        <>
          <FailureNotice
            failure={state.failure}
            live
            title={isHalfMade(state) ? "The key was created, but not completed" : changeTitle(state.failure, WORDS)}
          />
          <HalfMadeKey calls={calls} commands={state.commands} failure={state.failure} />
        </>
      )}
      {!isHalfMade(state) && (
        <>
          <CommandPanel
            commands={calls("KEY_ARN").map((call) => ({ cli: toCli(call, endpoints) }))}
            title="Will be sent"
          />
          <div>
            <Button pending={pending} type="submit" variant="primary">
              Create the key
            </Button>
          </div>
        </>
      )}
    </KeptForm>
  );
}

function refusal(reason: string | null, begun: boolean): string[] | undefined {
  return reason === null || !begun ? undefined : [reason];
}
