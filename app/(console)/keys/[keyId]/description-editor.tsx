"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextAreaField } from "#components/ui/field.tsx";
import { reasonDescriptionRefused, toSeenDescription, toUpdateKeyDescription } from "#lib/kms/description.ts";
import { ChangeForm } from "./change-form.tsx";
import { Changes } from "./changes.tsx";
import { updateDescriptionAction } from "./detail-actions.ts";

/** A key's description, and the dialog that changes it. */
export function DescriptionEditor({ description, arn, region }: { description: string; arn: string; region: string }) {
  return (
    <Changes<"description">
      renderForm={(_, finish) => (
        <DescriptionForm
          arn={arn}
          description={description}
          finish={(commands) => finish("AWS reads back the description as asked.", commands)}
          region={region}
        />
      )}
      title={() => "Change the description"}
    >
      {(open) => (
        <span className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1 whitespace-pre-wrap">{description === "" ? "—" : description}</span>
          <Button onClick={() => open("description")} size="sm" variant="quiet">
            Change the description…
          </Button>
        </span>
      )}
    </Changes>
  );
}

function DescriptionForm({
  description,
  arn,
  region,
  finish,
}: {
  description: string;
  arn: string;
  region: string;
  finish: (commands: string[]) => void;
}) {
  const [text, setText] = useState(description);
  const asked = text.trim();
  const reason = reasonDescriptionRefused(asked);
  const input = toUpdateKeyDescription(arn, asked);
  const canSend = reason === null && asked !== description;
  return (
    <ChangeForm
      action={updateDescriptionAction}
      calls={canSend ? [{ service: "kms", operation: "UpdateKeyDescription", region, input }] : []}
      failed={{ thing: "the description" }}
      hidden={{ arn, seen: toSeenDescription(description) }}
      onDone={finish}
      verb="Change the description"
    >
      {(fields) => (
        <>
          <TextAreaField
            description="Shown in plain text in CloudTrail: no secrets, no personal data."
            error={reason === null ? fields["description"] : [reason]}
            label="Description"
            name="description"
            onChange={(event) => setText(event.target.value)}
            rows={3}
            value={text}
          />
          {canSend && (
            <p className="wrap-anywhere">
              <span className="text-dim">{description === "" ? "None" : `“${description}”`} → </span>
              {asked === "" ? "none" : `“${asked}”`}
            </p>
          )}
        </>
      )}
    </ChangeForm>
  );
}
