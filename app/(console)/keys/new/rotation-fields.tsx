import { Notice } from "#components/notice.tsx";
import { CheckboxField, TextField } from "#components/ui/field.tsx";
import type { TextInput } from "./text-input.ts";

/** Whether a new key rotates, and how often. */
export function RotationFields({
  rotation,
  days,
  onChange,
}: {
  rotation: boolean;
  days: TextInput;
  onChange: (rotation: boolean) => void;
}) {
  return (
    <fieldset className="grid gap-3 border-t border-line pt-4">
      <legend className="float-left mb-1 w-full text-lg font-[600]">Rotation</legend>
      <CheckboxField
        checked={rotation}
        description="KMS makes new key material on this schedule. Data that exists stays readable and is not encrypted anew."
        label="Rotate automatically"
        name="rotation"
        onChange={(event) => onChange(event.target.checked)}
      />
      {rotation ? (
        <TextField
          {...days}
          description="90 to 2,560 days. Each of the first two rotations adds to the key's monthly price."
          inputMode="numeric"
          label="Period in days"
        />
      ) : (
        <Notice tone="warn">
          Without rotation one generation of key material protects everything. AWS Security Hub's KMS.4, CIS 3.6 and PCI
          DSS 3.7.4 look at this.
        </Notice>
      )}
    </fieldset>
  );
}
