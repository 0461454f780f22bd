"use client";
import { useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { changeTitle } from "#components/change-title.ts";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextAreaField, TextField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { toScript } from "#lib/commands/cli.ts";
import { toNewKeyCalls, toTerraformNewKey } from "#lib/kms/new-key.ts";
import { lintKeyPolicy } from "#lib/kms/policy-lint.ts";
import { toReadableJson } from "#lib/kms/policy-text.ts";
import { roleOfSession } from "#lib/kms/principal.ts";
import { useChange } from "../../outcomes/use-change.ts";
import { createKeyAction } from "../actions.ts";
import { PolicyText } from "../policy-text.tsx";
import { CreatedKey, HalfMadeKey } from "./created-key.tsx";
import { isHalfMade } from "./half-made.ts";
import { brokenFields, emptyInput, readNewKey } from "./new-key-input.ts";
import { PolicyFields } from "./policy-fields.tsx";
import { RotationFields } from "./rotation-fields.tsx";

const WORDS = { thing: "the key", done: "created" };

/** Stands in the commands for what only the first one's answer tells. */
const PLACEHOLDER = "KEY_ARN";

/** Everything that a key of one's own is made with, and what will be sent, as it is typed. */
export function NewKeyForm({
  regions,
  region: firstRegion,
  accountId,
  partition,
  callerArn,
}: {
  regions: readonly string[];
  region: string;
  accountId: string;
  partition: string;
  callerArn: string;
}) {
  const [state, act, pending] = useChange(createKeyAction, WORDS);
  const endpoints = useEndpoints();
  const [input, setInput] = useState(() => emptyInput(firstRegion));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());

  const { alias, administrators, policy, newKey, reasons } = readNewKey(input, { accountId, partition });
  const { region, viaS3Only, rotation } = input;
  const broken = brokenFields(reasons);
  const caller = roleOfSession(callerArn) ?? callerArn;

  /** The browser applies the rules of the server, so a field that is right now has no error left from before. */
  function fieldOf(name: Exclude<keyof typeof input, "rotation" | "viaS3Only">) {
    const reason = reasons[name] ?? null;
    const refused = state.status === "invalid" && state.fields[name] !== undefined;
    return {
      name,
      value: input[name],
      error: reason !== null && (left.has(name) || refused) ? [reason] : undefined,
      onBlur: () => setLeft(new Set([...left, name])),
      onChange: (event: { target: { value: string } }) => setInput({ ...input, [name]: event.target.value }),
    };
  }

  if (state.status === "done") {
    return <CreatedKey alias={alias} arn={state.subject} commands={state.commands} region={region} />;
  }
  const calls = (keyArn: string) => toNewKeyCalls(region, newKey, keyArn);
  return (
    <KeptForm
      action={act}
      className="grid gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,31rem)_minmax(0,1fr)] xl:grid-rows-[auto_1fr]"
    >
      <div className="grid min-w-0 content-start gap-5">
        {regions.length > 1 ? (
          <SelectField
            {...fieldOf("region")}
            description="A bucket can only use a key of its own Region."
            label="Region"
            options={regions.map((name) => ({ value: name, label: name }))}
          />
        ) : (
          <input name="region" type="hidden" value={region} />
        )}
        <TextField
          {...fieldOf("alias")}
          autoCapitalize="none"
          autoComplete="off"
          description="The key's name: letters, digits, / _ and -. Shown in plain text in CloudTrail."
          label="Alias"
          mono
          placeholder="alias/patient-records"
          spellCheck={false}
        />
        <TextField
          {...fieldOf("description")}
          autoComplete="off"
          description="What the key is for. Shown in plain text in CloudTrail, so nothing confidential."
          label="Description"
          optional
        />
        <TextAreaField
          {...fieldOf("tags")}
          description="One a line, name=value. Shown in plain text in CloudTrail; needs kms:TagResource."
          label="Tags"
          mono
          optional
          placeholder={"Owner=records-team\nDataClass=restricted"}
          rows={3}
          spellCheck={false}
        />

        <RotationFields
          days={fieldOf("rotationDays")}
          onChange={(next) => setInput({ ...input, rotation: next })}
          rotation={rotation}
        />
        <PolicyFields
          administrators={{
            ...fieldOf("administrators"),
            placeholder: `arn:${partition}:iam::${accountId}:role/KeyAdmin`,
          }}
          buckets={fieldOf("buckets")}
          onAddCaller={
            administrators.includes(caller)
              ? null
              : () => setInput({ ...input, administrators: [...administrators, caller].join("\n") })
          }
          onViaS3Only={(next) => setInput({ ...input, viaS3Only: next })}
          region={region}
          users={{ ...fieldOf("users"), placeholder: `arn:${partition}:iam::${accountId}:role/App` }}
          viaS3Only={viaS3Only}
        />
      </div>

      <div className="grid min-w-0 content-start gap-4 xl:row-span-2">
        <PolicyText
          policy={toReadableJson(policy)}
          problems={lintKeyPolicy(newKey.policy)}
          title="Key policy that will be sent"
        />
        <CommandPanel
          commands={[{ cli: toScript(calls(PLACEHOLDER), endpoints), terraform: toTerraformNewKey(region, newKey) }]}
          title="Will be sent"
        />
        <p className="text-sm text-dim">
          <code className="font-mono">{PLACEHOLDER}</code> is the ARN that the first command answers. Each step is read
          back from AWS.
        </p>
      </div>
      <div className="grid min-w-0 content-start gap-4 border-t border-line pt-5 xl:col-start-1 xl:row-start-2">
        {state.status === "failed" && (
          <FailureNotice
            failure={state.failure}
            live
            title={isHalfMade(state) ? "The key was created, but not completed" : changeTitle(state.failure, WORDS)}
          />
        )}
        {state.status === "failed" && <HalfMadeKey calls={calls} commands={state.commands} failure={state.failure} />}
        {state.status === "invalid" && broken.length > 0 && (
          <p className="font-[550] text-bad" role="alert">
            Not sent. AWS would refuse: {broken.join(", ")}.
          </p>
        )}
        {!isHalfMade(state) && (
          <div>
            <Button pending={pending} type="submit" variant="primary">
              Create the key
            </Button>
          </div>
        )}
      </div>
    </KeptForm>
  );
}
