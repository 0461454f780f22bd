"use client";
import Link from "next/link";
import { useState } from "react";
import { TextField } from "#components/ui/field.tsx";
import { toTerraformAlias, toTerraformAliasRemoval } from "#lib/commands/terraform-kms.ts";
import { reasonAliasRefused, toAliasName, toCreateAlias, toDeleteAlias } from "#lib/kms/alias.ts";
import { createAliasAction, deleteAliasAction } from "./alias-actions.ts";
import { ChangeForm } from "./change-form.tsx";

/** What the form of a dialog needs of the key. */
export type AliasFormProps = {
  arn: string;
  region: string;
  finish: (words: string, commands: string[]) => void;
};

export function CreateAliasForm({ arn, region, finish }: AliasFormProps) {
  const [text, setText] = useState("");
  const [isLeft, setLeft] = useState(false);
  const alias = toAliasName(text);
  const reason = reasonAliasRefused(alias);
  const call = { service: "kms", operation: "CreateAlias", region, input: toCreateAlias(alias, arn) } as const;
  return (
    <ChangeForm
      action={createAliasAction}
      calls={reason === null ? [call] : []}
      failed={{ thing: "the alias", done: "created" }}
      hidden={{ arn }}
      onDone={(commands) => finish(`AWS reads back: ${alias} names this key.`, commands)}
      terraform={reason === null ? toTerraformAlias(region, call.input) : null}
      verb="Create the alias"
    >
      {(fields) => (
        <TextField
          autoComplete="off"
          description="Shown in plain text in CloudTrail. Policies that look at kms:ResourceAliases can grant or refuse access by it."
          error={(isLeft && reason !== null ? [reason] : undefined) ?? fields["alias"]}
          label="Alias"
          mono
          name="alias"
          onBlur={() => setLeft(text !== "")}
          onChange={(event) => setText(event.target.value)}
          placeholder="alias/patient-records"
          spellCheck={false}
          value={text}
        />
      )}
    </ChangeForm>
  );
}

export function DeleteAliasForm({ arn, region, alias, finish }: AliasFormProps & { alias: string }) {
  const call = { service: "kms", operation: "DeleteAlias", region, input: toDeleteAlias(alias) } as const;
  return (
    <ChangeForm
      action={deleteAliasAction}
      calls={[call]}
      danger
      expected={alias}
      failed={{ thing: "the alias", done: "deleted" }}
      hidden={{ arn, alias }}
      onDone={(commands) => finish(`AWS reads back: ${alias} names no key.`, commands)}
      terraform={toTerraformAliasRemoval(alias)}
      verb="Delete the alias"
    >
      {() => (
        <>
          <p>
            <code className="font-mono wrap-anywhere">{alias}</code> names this key → names nothing
          </p>
          <ul className="grid list-disc gap-1 pl-4">
            <li>Whoever asks for the key by this alias gets NotFoundException from then on.</li>
            <li>
              Where a bucket’s default names the alias, every upload by that default fails with KMS.NotFoundException.{" "}
              <Link className="link" href={`/keys/${arn.split("/").at(-1)}?region=${region}&tab=used-by`}>
                Used by
              </Link>{" "}
              lists these buckets, as “by alias”.
            </li>
            <li>Policies that look at kms:ResourceAliases may allow or refuse something else.</li>
            <li>The key stays, and so does everything under it: S3 keeps each object’s key by its ARN.</li>
          </ul>
        </>
      )}
    </ChangeForm>
  );
}
