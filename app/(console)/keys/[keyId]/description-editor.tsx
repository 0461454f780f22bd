"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextAreaField } from "#components/ui/field.tsx";
import { toTerraformKeyDescription } from "#lib/commands/terraform-key-state.ts";
import { reasonDescriptionRefused, toSeenDescription, toUpdateKeyDescription } from "#lib/kms/description.ts";
import { ChangeForm } from "./change-form.tsx";
import { Changes } from "./changes.tsx";
import { updateDescriptionAction } from "./detail-actions.ts";
import type { EditedKey } from "./edited-key.ts";

/** A key's description, and the dialog that changes it. */
export function DescriptionEditor({ description, subject }: { description: string; subject: EditedKey }) {
  return (
    <Changes<"description">
      renderForm={(_, finish) => (
        <DescriptionForm
          description={description}
          finish={(commands) => finish("AWS reads back the description as asked.", commands)}
          subject={subject}
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
  subject: { arn, region, name, resource },
  finish,
}: {
  description: string;
  subject: EditedKey;
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
      terraform={canSend ? toTerraformKeyDescription(resource, name, asked) : null}
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
