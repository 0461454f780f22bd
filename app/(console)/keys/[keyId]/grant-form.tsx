"use client";
import { useState } from "react";
import { CheckboxField, TextAreaField, TextField } from "#components/ui/field.tsx";
import { toTerraformGrant } from "#lib/commands/terraform-kms.ts";
import { type GrantParty, type NewGrant, toCreateGrant } from "#lib/kms/grant.ts";
import { GRANT_OPERATIONS, type GrantOperationName } from "#lib/kms/grant-operation.ts";
import {
  parseContext,
  reasonContextRefused,
  reasonGrantNameRefused,
  reasonGrantRefused,
  reasonPartyRefused,
} from "#lib/kms/grant-rules.ts";
import { ChangeForm } from "./change-form.tsx";
import { createGrantAction } from "./grant-actions.ts";
import { PartyField } from "./party-field.tsx";

const EMPTY: GrantParty = { kind: "principal", name: "" };

/** A new grant: who, what, and only while. */
export function GrantForm({
  arn,
  region,
  operations,
  hasContext,
  finish,
}: {
  arn: string;
  region: string;
  operations: readonly GrantOperationName[];
  /** KMS takes no such constraint for other than symmetric encryption keys. Source: KMS API reference, CreateGrant. */
  hasContext: boolean;
  finish: (words: string, commands: string[]) => void;
}) {
  const [name, setName] = useState("");
  const [grantee, setGrantee] = useState(EMPTY);
  const [retiring, setRetiring] = useState(EMPTY);
  const [chosen, setChosen] = useState<readonly GrantOperationName[]>([]);
  const [equals, setEquals] = useState("");
  const [subset, setSubset] = useState("");
  const [sourceArn, setSourceArn] = useState("");
  const [contextEquals, contextSubset] = [parseContext(equals), parseContext(subset)];
  const grant: NewGrant = {
    name,
    grantee,
    retiring: retiring.name === "" ? null : retiring,
    operations: operations.filter((operation) => chosen.includes(operation)),
    constraints: { contextEquals, contextSubset, sourceArn: sourceArn === "" ? null : sourceArn },
  };
  const faults = {
    name: reasonGrantNameRefused(name),
    grantee: reasonPartyRefused(grantee),
    retiring: grant.retiring === null ? null : reasonPartyRefused(grant.retiring),
    contextEquals: reasonContextRefused(contextEquals),
    contextSubset: reasonContextRefused(contextSubset),
    whole: reasonGrantRefused(grant),
  };
  const isRight = Object.values(faults).every((fault) => fault === null);
  const shown = (fault: string | null, text: string) => (fault !== null && text !== "" ? [fault] : undefined);
  const input = toCreateGrant(arn, grant);

  return (
    <ChangeForm
      action={createGrantAction}
      calls={isRight ? [{ service: "kms", operation: "CreateGrant", region, input }] : []}
      failed={{ thing: "the grant", done: "created" }}
      hidden={{ arn, operations: grant.operations.join(",") }}
      onDone={(commands, id) => finish(`AWS reads back the grant ${name}, ${id ?? ""}.`, commands)}
      terraform={isRight ? toTerraformGrant(region, input) : null}
      verb="Create the grant"
    >
      {(fields) => (
        <>
          <TextField
            autoComplete="off"
            description="With a name, the same request sent twice makes one grant and not two."
            error={shown(faults.name, name) ?? fields["name"]}
            label="Name"
            mono
            name="name"
            onChange={(event) => setName(event.target.value)}
            placeholder="imaging-gateway-2026"
            value={name}
          />
          <PartyField
            error={shown(faults.grantee, grantee.name) ?? fields["grantee"]}
            label="Grantee"
            name="grantee"
            onChange={setGrantee}
            party={grantee}
          />
          <fieldset className="min-w-0">
            <legend className="mb-1 font-[550]">Operations</legend>
            <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
              {operations.map((operation) => (
                <CheckboxField
                  checked={chosen.includes(operation)}
                  description={GRANT_OPERATIONS[operation]}
                  key={operation}
                  label={operation}
                  name={`may${operation}`}
                  onChange={(event) =>
                    setChosen(
                      event.target.checked ? [...chosen, operation] : chosen.filter((other) => other !== operation),
                    )
                  }
                />
              ))}
            </div>
          </fieldset>
          {hasContext && (
            <>
              <ContextField
                description="The grant counts only while a request’s encryption context holds all of these, one a line, name=value. S3 sends aws:s3:arn = the object’s ARN with DSSE-KMS; it is matched whole, without wildcards."
                error={shown(faults.contextSubset, subset) ?? fields["contextSubset"]}
                label="Encryption context, at least"
                name="contextSubset"
                onChange={setSubset}
                value={subset}
              />
              <ContextField
                description="The same, but with nothing else beside it."
                error={shown(faults.contextEquals, equals) ?? fields["contextEquals"]}
                label="Encryption context, exactly"
                name="contextEquals"
                onChange={setEquals}
                value={equals}
              />
            </>
          )}
          <TextField
            description="The resource on whose behalf an AWS service asks. Needed where the grantee is a service."
            error={fields["sourceArn"]}
            label="Source ARN"
            mono
            name="sourceArn"
            onChange={(event) => setSourceArn(event.target.value.trim())}
            optional
            value={sourceArn}
          />
          <PartyField
            error={shown(faults.retiring, retiring.name) ?? fields["retiring"]}
            label="Retiring principal"
            name="retiring"
            onChange={setRetiring}
            optional
            party={retiring}
          />
          {faults.whole !== null && <p className="text-dim">{faults.whole}</p>}
          <p className="text-dim">
            KMS is eventually consistent: the grant counts everywhere within five minutes, and at once for whoever
            passes its grant token with a request. The token is answered once, by the command above; this console does
            not keep it.
          </p>
        </>
      )}
    </ChangeForm>
  );
}

/** The pairs of an encryption context, one a line. */
function ContextField({
  onChange,
  ...rest
}: {
  description: string;
  error: string[] | undefined;
  label: string;
  name: string;
  value: string;
  onChange: (text: string) => void;
}) {
  return <TextAreaField {...rest} mono onChange={(event) => onChange(event.target.value)} optional rows={2} />;
}
