"use client";
import Form from "next/form";
import { useState } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyPicker } from "#components/key-picker.tsx";
import { Button } from "#components/ui/button.tsx";
import type { KeyChoices } from "../../key-choices.ts";

/** Under which key the bucket should be; it goes into the address. */
export function KeyForm({
  bucket,
  region,
  choices,
  keyArn,
}: {
  bucket: string;
  region: string;
  choices: KeyChoices;
  keyArn: string | null;
}) {
  const [key, setKey] = useState(keyArn);
  return (
    <Form action={`/buckets/${encodeURIComponent(bucket)}/code`} className="grid gap-3">
      <input name="as" type="hidden" value="should-be" />
      {choices.failure !== null && (
        <FailureNotice
          failure={choices.failure}
          title={`The keys of ${region} could not be listed. A key’s ARN can still be typed.`}
        />
      )}
      <KeyPicker keys={choices.keys} name="key" onChange={setKey} region={region} value={key} />
      <div>
        <Button disabled={key === null} type="submit">
          Show the code for this key
        </Button>
      </div>
    </Form>
  );
}
