"use client";
import { useState } from "react";
import { Notice } from "#components/notice.tsx";
import { TextField } from "#components/ui/field.tsx";
import { toTerraformMovedAlias } from "#lib/commands/terraform-kms.ts";
import { toUpdateAlias } from "#lib/kms/alias.ts";
import { moveAliasAction } from "./alias-actions.ts";
import type { AliasFormProps } from "./alias-forms.tsx";
import { ChangeForm } from "./change-form.tsx";

/** Makes an alias of another key name this one. `others` are the aliases of the Region's other keys. */
export function MoveAliasForm({
  arn,
  region,
  others,
  state,
  finish,
}: AliasFormProps & { others: { alias: string; arn: string }[]; state: string }) {
  const [alias, setAlias] = useState("");
  const from = others.find((other) => other.alias === alias)?.arn;
  const call = { service: "kms", operation: "UpdateAlias", region, input: toUpdateAlias(alias, arn) } as const;
  return (
    <ChangeForm
      action={moveAliasAction}
      calls={from === undefined ? [] : [call]}
      failed={{ thing: "the alias", done: "moved" }}
      hidden={{ arn, from: from ?? "" }}
      onDone={(commands) => finish(`AWS reads back: ${alias} names this key now.`, commands)}
      terraform={from === undefined ? null : toTerraformMovedAlias(region, call.input)}
      verb="Move the alias"
    >
      {(fields) => (
        <>
          <TextField
            autoComplete="off"
            description="One of another key of this Region, of the same type and usage. Its key keeps all its other aliases."
            error={fields["alias"]}
            label="Alias"
            list="other-aliases"
            mono
            name="alias"
            onChange={(event) => setAlias(event.target.value)}
            placeholder="alias/…"
            spellCheck={false}
            value={alias}
          />
          <datalist id="other-aliases">
            {others.map((other) => (
              <option key={other.alias} value={other.alias}>
                {other.alias}
              </option>
            ))}
          </datalist>
          {alias !== "" && from === undefined && (
            <p className="text-dim">No other key of this Region has this alias.</p>
          )}
          {from !== undefined && (
            <p className="wrap-anywhere">
              <code className="font-mono">{alias}</code> names <code className="font-mono">…{from.slice(-8)}</code> →
              names this key, <code className="font-mono">…{arn.slice(-8)}</code>
            </p>
          )}
          {state !== "Enabled" && (
            <Notice title={`This key reads ${state}`} tone="warn">
              Whoever asks by the alias is refused until this key is enabled. So is every upload by a bucket default
              that names the alias.
            </Notice>
          )}
          <div className="grid gap-1">
            <p className="font-[600]">What moving an alias does not do</p>
            <ul className="grid list-disc gap-1 pl-4">
              <li>
                It re-encrypts nothing. Objects stay under the key they were written with, and need it to be read.
              </li>
              <li>It changes no object’s key: S3 keeps the ARN with each object and version.</li>
              <li>A bucket default that names the key by ARN or id goes on using the old key.</li>
            </ul>
            <p className="mt-1">
              A bucket default that names the alias follows: its next objects are written under this key. So does every
              application that asks by the alias, and every policy that looks at kms:ResourceAliases.
            </p>
          </div>
        </>
      )}
    </ChangeForm>
  );
}
