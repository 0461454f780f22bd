"use client";
import Link from "next/link";
import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyPicker } from "#components/key-picker.tsx";
import { CheckboxField, ChoiceField } from "#components/ui/field.tsx";
import type { EncryptionChoice } from "./encryption-choice.ts";
import type { KeyChoices } from "./key-choices.ts";

const TYPES = [
  {
    value: "DSSE-KMS",
    label: "DSSE-KMS",
    mark: "DSSE-KMS",
    description: "Two layers: one under your KMS key, one under a key of Amazon S3’s.",
  },
  { value: "SSE-KMS", label: "SSE-KMS", mark: "SSE-KMS", description: "One layer, under your KMS key." },
  {
    value: "SSE-S3",
    label: "SSE-S3",
    mark: "SSE-S3",
    description: "One layer, under a key of Amazon S3’s. Reading needs no KMS permission.",
  },
] as const;

/** Chooses a default encryption: its type, its key among those of the Region, and for SSE-KMS a bucket key. */
export function EncryptionFields({
  choice,
  choices,
  region,
  errors,
  onChange,
}: {
  choice: EncryptionChoice;
  choices: KeyChoices;
  region: string;
  errors: Record<string, string[] | undefined>;
  onChange: (choice: EncryptionChoice) => void;
}) {
  const hasUsable = choices.keys.some(({ usable }) => usable);
  return (
    <>
      <ChoiceField
        columns
        error={errors.type}
        legend="Default encryption"
        name="type"
        onChange={(type) => onChange({ ...choice, type })}
        options={[...TYPES]}
        value={choice.type}
      />
      {choice.type !== "SSE-S3" && (
        <>
          {choices.failure !== null && (
            <FailureNotice
              failure={choices.failure}
              title={`The keys of ${region} could not be listed. A key’s ARN can still be typed.`}
            />
          )}
          <div className="max-w-[68ch]">
            <KeyPicker
              awsManaged
              description={
                choices.failure === null && !hasUsable ? (
                  <>
                    {region} has no key of yours that S3 can use.{" "}
                    <Link className="link" href="/keys/new">
                      Create a key
                    </Link>{" "}
                    first, or type the ARN of another account’s.
                  </>
                ) : (
                  `Keys of ${region}, where the bucket is. A key of another account: type its whole ARN.`
                )
              }
              error={errors.keyId}
              keys={choices.keys}
              name="pickedKey"
              onChange={(keyId) => onChange({ ...choice, keyId })}
              region={region}
              value={choice.keyId}
            />
            {/* The picker submits "" also while nothing is chosen, and "" is the AWS managed key. */}
            <input name="keyId" type="hidden" value={choice.keyId ?? "not chosen"} />
          </div>
        </>
      )}
      {choice.type === "SSE-KMS" && (
        <CheckboxField
          checked={choice.bucketKey}
          description="Fewer requests to KMS, and fewer KMS events in CloudTrail: one data key serves many objects for a while."
          label="Use a bucket key"
          name="bucketKey"
          onChange={(event) => onChange({ ...choice, bucketKey: event.target.checked })}
        />
      )}
    </>
  );
}
