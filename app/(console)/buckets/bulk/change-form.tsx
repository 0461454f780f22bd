"use client";
import Form from "next/form";
import { useState } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyPicker } from "#components/key-picker.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChoiceField, SelectField } from "#components/ui/field.tsx";
import type { KeyChoices } from "../key-choices.ts";
import { toSelection } from "../selection.ts";
import type { BulkChange } from "./bulk-change.ts";

const CHANGES = [
  {
    value: "default",
    label: "Default encryption: DSSE-KMS",
    mark: "DSSE-KMS",
    description: "New objects without an encryption header get two layers, with one key for all of these buckets.",
  },
  {
    value: "sse-c",
    label: "Block SSE-C",
    mark: "SSE-C",
    description: "Uploads under a key that they send along are refused. The default stays as it is.",
  },
  {
    value: "dsse-tolerant",
    label: "Enforce DSSE-KMS",
    description:
      "The policy refuses uploads that ask for anything but DSSE-KMS with the default’s key. Those without a header are let through, to the default.",
  },
  {
    value: "dsse-strict",
    label: "Enforce DSSE-KMS, header required",
    description:
      "Uploads without a header are refused as well: most tools, S3 Batch Operations Copy and deliveries of AWS services, such as access logs.",
  },
] as const;

/** Leads to the plan: it sends nothing but the address of this page. */
export function ChangeForm({
  buckets,
  change,
  keyArn,
  region: initialRegion,
  regions,
  choices,
}: {
  buckets: string[];
  change: BulkChange | null;
  keyArn: string | null;
  region: string;
  regions: { region: string; count: number }[];
  choices: Record<string, KeyChoices>;
}) {
  const [chosen, setChosen] = useState<BulkChange>(change ?? "default");
  const [region, setRegion] = useState(initialRegion);
  const [key, setKey] = useState(keyArn);
  const { keys, failure } = choices[region] ?? { keys: [], failure: null };
  return (
    <Form action="/buckets/bulk" className="grid gap-5">
      <input name="select" type="hidden" value={toSelection(buckets)} />
      <ChoiceField legend="Change" name="change" onChange={setChosen} options={[...CHANGES]} value={chosen} />
      {chosen === "default" && (
        <>
          {regions.length > 1 && (
            <SelectField
              description="S3 encrypts with keys of a bucket’s own Region only: buckets of the others are left out."
              label="Region of the key"
              name=""
              onChange={(event) => {
                setRegion(event.target.value);
                setKey(null);
              }}
              options={regions.map((one) => ({
                value: one.region,
                label: `${one.region}: ${one.count} of the buckets`,
              }))}
              value={region}
            />
          )}
          {failure !== null && (
            <FailureNotice
              failure={failure}
              title={`The keys of ${region} could not be listed. A key’s ARN can still be typed.`}
            />
          )}
          <KeyPicker
            description={`Whoever uploads then needs kms:GenerateDataKey on this key, and whoever reads what they upload kms:Decrypt.`}
            key={region}
            keys={keys}
            name="key"
            onChange={setKey}
            region={region}
            value={key}
          />
        </>
      )}
      <div>
        <Button disabled={chosen === "default" && key === null} type="submit" variant="primary">
          Show the plan
        </Button>
      </div>
    </Form>
  );
}
