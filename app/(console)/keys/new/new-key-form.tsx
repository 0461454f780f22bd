"use client";
import { useActionState, useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { CheckboxField, SelectField, TextAreaField, TextField } from "#components/ui/field.tsx";
import { IDLE } from "#lib/auth/action-state.ts";
import { toScript } from "#lib/commands/cli.ts";
import { reasonAliasRefused, toAliasName } from "#lib/kms/alias.ts";
import { findKeyArn } from "#lib/kms/key-arn.ts";
import { type NewKey, reasonDescriptionRefused, toNewKeyCalls, toTerraformNewKey } from "#lib/kms/new-key.ts";
import { lintKeyPolicy } from "#lib/kms/policy-lint.ts";
import { toReadableJson } from "#lib/kms/policy-text.ts";
import { reasonBucketRefused, toKeyPolicy } from "#lib/kms/policy.ts";
import { parseList, reasonPrincipalRefused, roleOfSession } from "#lib/kms/principal.ts";
import { reasonPeriodRefused, ROTATION_PERIOD } from "#lib/kms/rotation.ts";
import { parseTags, reasonTagsRefused } from "#lib/kms/tag.ts";
import { createKeyAction } from "../actions.ts";
import { PolicyText } from "../policy-text.tsx";
import { CreatedKey, HalfMadeKey } from "./created-key.tsx";

/** Stands in the commands for what only the first one's answer tells. */
const PLACEHOLDER = "KEY_ARN";

/** What the fields are called where their rules are summed up. */
const LABELS: Record<string, string> = {
  alias: "the alias",
  description: "the description",
  tags: "the tags",
  rotationDays: "the rotation period",
  administrators: "the administrators",
  users: "the users",
  buckets: "the buckets",
};

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
  const [state, act, pending] = useActionState(createKeyAction, IDLE);
  const [input, setInput] = useState({
    region: firstRegion,
    alias: "",
    description: "",
    tags: "",
    rotation: true,
    rotationDays: String(ROTATION_PERIOD.default),
    administrators: "",
    users: "",
    viaS3Only: true,
    buckets: "",
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());

  const alias = toAliasName(input.alias);
  const tags = parseTags(input.tags);
  const administrators = parseList(input.administrators);
  const users = parseList(input.users);
  const buckets = parseList(input.buckets);
  const { region, viaS3Only, rotation } = input;
  const policy = toKeyPolicy({ accountId, partition, region, administrators, users, viaS3Only, buckets });
  const newKey: NewKey = {
    alias: input.alias.trim() === "" ? "alias/NAME" : alias,
    description: input.description.trim(),
    tags,
    rotationDays: rotation ? Number(input.rotationDays) : null,
    policy: JSON.stringify(policy),
  };
  const reasons: Record<string, string | null> = {
    alias: reasonAliasRefused(alias),
    description: reasonDescriptionRefused(newKey.description),
    tags: reasonTagsRefused(tags),
    rotationDays: rotation ? reasonPeriodRefused(Number(input.rotationDays)) : null,
    administrators: firstReason(administrators, reasonPrincipalRefused),
    users: firstReason(users, reasonPrincipalRefused),
    buckets: firstReason(buckets, reasonBucketRefused),
  };
  const broken = Object.keys(LABELS)
    .filter((name) => (reasons[name] ?? null) !== null)
    .map((name) => LABELS[name]);
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

  if (state.status === "done") return <CreatedKey alias={alias} commands={state.commands} region={region} />;
  // Pressing again would make a second key.
  const isHalfMade =
    state.status === "failed" && state.commands.length > 0 && findKeyArn(state.failure.message) !== null;
  const calls = (keyArn: string) => toNewKeyCalls(region, newKey, keyArn);
  return (
    <form
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

        <fieldset className="grid gap-3 border-t border-line pt-4">
          <legend className="float-left mb-1 w-full text-lg font-[600]">Rotation</legend>
          <CheckboxField
            checked={rotation}
            description="KMS makes new key material on this schedule. Data that exists stays readable and is not encrypted anew."
            label="Rotate automatically"
            name="rotation"
            onChange={(event) => setInput({ ...input, rotation: event.target.checked })}
          />
          {rotation ? (
            <TextField
              {...fieldOf("rotationDays")}
              description="90 to 2,560 days. Each of the first two rotations adds to the key's monthly price."
              inputMode="numeric"
              label="Period in days"
            />
          ) : (
            <Notice tone="warn">
              Without rotation one generation of key material protects everything. AWS Security Hub's KMS.4, CIS 3.6 and
              PCI DSS 3.7.4 look at this.
            </Notice>
          )}
        </fieldset>

        <fieldset className="grid gap-4 border-t border-line pt-4">
          <legend className="float-left mb-1 w-full text-lg font-[600]">Key policy</legend>
          <TextAreaField
            {...fieldOf("administrators")}
            description={
              <>
                ARNs of roles or users, one a line: they manage the key and cannot use it.{" "}
                {!administrators.includes(caller) && (
                  <button
                    className="link"
                    onClick={() => setInput({ ...input, administrators: [...administrators, caller].join("\n") })}
                    type="button"
                  >
                    Add the caller
                  </button>
                )}
              </>
            }
            label="Administrators"
            mono
            optional
            placeholder={`arn:${partition}:iam::${accountId}:role/KeyAdmin`}
            rows={2}
            spellCheck={false}
          />
          <TextAreaField
            {...fieldOf("users")}
            description="ARNs of roles or users who write and read data. Nobody here leaves that to the account's IAM policies."
            label="Users"
            mono
            optional
            placeholder={`arn:${partition}:iam::${accountId}:role/App`}
            rows={2}
            spellCheck={false}
          />
          <CheckboxField
            checked={viaS3Only}
            description={`Every use that does not come through S3 in ${region} is refused, to administrators and the account's root too.`}
            label="Only through S3 in this Region"
            name="viaS3Only"
            onChange={(event) => setInput({ ...input, viaS3Only: event.target.checked })}
          />
          <TextAreaField
            {...fieldOf("buckets")}
            description="Names, one a line. Objects of any other bucket are refused, and so is SSE-KMS with a bucket key, which does not name the object."
            label="Only these buckets"
            mono
            optional
            placeholder="patient-records"
            rows={2}
            spellCheck={false}
          />
        </fieldset>
      </div>

      <div className="grid min-w-0 content-start gap-4 xl:row-span-2">
        <PolicyText
          policy={toReadableJson(policy)}
          problems={lintKeyPolicy(newKey.policy)}
          title="Key policy that will be sent"
        />
        <CommandPanel
          commands={[{ cli: toScript(calls(PLACEHOLDER)), terraform: toTerraformNewKey(region, newKey) }]}
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
            title={isHalfMade ? "The key was created, but not completed" : "The key was not created as asked"}
          />
        )}
        {state.status === "failed" && <HalfMadeKey calls={calls} commands={state.commands} failure={state.failure} />}
        {state.status === "invalid" && broken.length > 0 && (
          <p className="font-[550] text-bad" role="alert">
            Not sent. AWS would refuse: {broken.join(", ")}.
          </p>
        )}
        {!isHalfMade && (
          <div>
            <Button pending={pending} type="submit" variant="primary">
              Create the key
            </Button>
          </div>
        )}
      </div>
    </form>
  );
}

function firstReason(items: string[], reasonOf: (item: string) => string | null): string | null {
  return items.map(reasonOf).find((reason) => reason !== null) ?? null;
}
