import { useState } from "react";
import { SelectField, TextField } from "#components/ui/field.tsx";
import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import { keyArnProblem, type UploadChoice, valueOf } from "./upload-choice.ts";

/** Stands for the key whose ARN is typed. No encryption has this value. */
const TYPED = "typed";

/** The encryption that the next uploads ask for, null while none is chosen, and the fields that choose it: the second where a key is typed. */
export function useUploadEncryption(choices: UploadChoice[], region: string) {
  const options = [
    ...choices.map(({ label, encryption }) => ({ value: valueOf(encryption), label })),
    { value: TYPED, label: "DSSE-KMS with another key, by its ARN" },
  ];
  const [chosen, setChosen] = useState(options[0]);
  const [arn, setArn] = useState("");
  const offered = options.some(({ value }) => value === chosen?.value);
  const typed = chosen?.value === TYPED;
  const problem = keyArnProblem(arn, region);
  const encryption: DefaultEncryption | null = typed
    ? problem === null
      ? { type: "DSSE-KMS", keyId: arn.trim() }
      : null
    : (choices.find((choice) => valueOf(choice.encryption) === chosen?.value)?.encryption ?? null);

  const select = (
    <SelectField
      error={offered ? undefined : [`No longer offered: ${chosen?.label}. Nothing is sent before you choose again.`]}
      label="Stored with"
      name="encryption"
      onChange={(event) => setChosen(options.find(({ value }) => value === event.target.value))}
      options={offered ? options : [{ value: "", label: "Choose again" }, ...options]}
      value={offered ? chosen?.value : ""}
    />
  );
  const keyField = typed && (
    <TextField
      error={arn === "" || problem === null ? undefined : [problem]}
      label="The key’s ARN"
      mono
      name="keyArn"
      onChange={(event) => setArn(event.target.value)}
      value={arn}
    />
  );
  return { encryption, select, keyField };
}
