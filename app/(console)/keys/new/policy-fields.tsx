import { CheckboxField, TextAreaField } from "#components/ui/field.tsx";
import type { TextInput } from "./text-input.ts";

/** Who manages a new key and who uses it, through what. */
export function PolicyFields({
  administrators,
  users,
  viaS3Only,
  buckets,
  region,
  onViaS3Only,
  onAddCaller,
}: {
  administrators: TextInput & { placeholder: string };
  users: TextInput & { placeholder: string };
  viaS3Only: boolean;
  buckets: TextInput;
  region: string;
  onViaS3Only: (viaS3Only: boolean) => void;
  /** Null where the caller is among the administrators. */
  onAddCaller: (() => void) | null;
}) {
  return (
    <fieldset className="grid gap-4 border-t border-line pt-4">
      <legend className="float-left mb-1 w-full text-lg font-[600]">Key policy</legend>
      <TextAreaField
        {...administrators}
        description={
          <>
            ARNs of roles or users who manage the key, one a line. Who is added is given no use of it here; the
            account’s IAM policies still can, and whoever manages a key can give it to themselves.{" "}
            {onAddCaller !== null && (
              <button className="link" onClick={onAddCaller} type="button">
                Add the caller
              </button>
            )}
          </>
        }
        label="Administrators"
        mono
        optional
        rows={2}
        spellCheck={false}
      />
      <TextAreaField
        {...users}
        description="ARNs of roles or users who write and read data, one a line. This adds to those whom the account’s IAM policies allow, and restricts none of them."
        label="Users"
        mono
        optional
        rows={2}
        spellCheck={false}
      />
      <CheckboxField
        checked={viaS3Only}
        description={`Every use that does not come through S3 in ${region} is refused, to administrators and the account's root too.`}
        label="Only through S3 in this Region"
        name="viaS3Only"
        onChange={(event) => onViaS3Only(event.target.checked)}
      />
      <TextAreaField
        {...buckets}
        description="Names, one a line. Objects of any other bucket are refused, and so is SSE-KMS with a bucket key, which does not name the object."
        label="Only these buckets"
        mono
        optional
        placeholder="patient-records"
        rows={2}
        spellCheck={false}
      />
    </fieldset>
  );
}
