"use client";

import { useActionState, useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import { IDLE } from "#lib/auth/action-state.ts";
import { toCli } from "#lib/commands/cli.ts";
import { type ObjectAddress, toDeleteObject } from "#lib/s3/object.ts";
import { deleteObjectAction } from "./actions.ts";

/** What deleting does here, which depends on the bucket's versioning. */
type Versioning = "enabled" | "never" | "suspended" | "unknown" | "one version";

const CONSEQUENCES = {
  enabled:
    "S3 adds a delete marker. The object disappears from lists; its versions stay, and removing the marker brings it back.",
  suspended:
    "Versioning is suspended: the version with the id “null” is lost for good, older versions stay behind a delete marker.",
  never: "This bucket is not versioned. The object is lost for good.",
  unknown: "Whether this bucket is versioned is not known. Take it that the object is lost for good.",
  "one version": "This one version is lost for good. Other versions stay; the newest of them becomes the current one.",
} satisfies Record<Versioning, string>;

/** Says what deleting does, asks for the name where it cannot be undone, and shows the command. */
export function DeleteObjectDialog({
  address,
  name,
  etag,
  versioning,
  region,
  deleteMarker = false,
}: {
  address: ObjectAddress;
  /** The key as a person reads it, which is what has to be typed. */
  name: string;
  etag: string | null;
  versioning: Versioning;
  region: string;
  deleteMarker?: boolean;
}) {
  const [state, submit, pending] = useActionState(deleteObjectAction, IDLE);
  const [matches, setMatches] = useState(false);
  const reversible = deleteMarker || (versioning === "enabled" && address.versionId === undefined);
  const verb = deleteMarker ? "Remove marker" : address.versionId === undefined ? "Delete" : "Delete version";
  return (
    <Dialog
      description={
        deleteMarker
          ? "Removing this delete marker brings back what it hides: if it is the newest, the version before it becomes the current one again."
          : CONSEQUENCES[versioning]
      }
      title={`${verb}: ${name}`}
      trigger={<Button size={versioning === "one version" ? "sm" : "md"}>{verb}…</Button>}
    >
      <KeptForm action={submit} className="grid gap-4">
        <input name="bucket" type="hidden" value={address.bucket} />
        <input name="key" type="hidden" value={address.key} />
        <input name="versionId" type="hidden" value={address.versionId ?? ""} />
        <input name="etag" type="hidden" value={etag ?? ""} />
        {!reversible && <TypedConfirmation expected={name} name="confirmation" onMatch={setMatches} />}
        <CommandPanel
          commands={[
            { cli: toCli({ service: "s3api", operation: "DeleteObject", region, input: toDeleteObject(address) }) },
          ]}
          title="Will be sent"
        />
        {state.status === "failed" && <FailureNotice failure={state.failure} live />}
        {state.status === "invalid" && <p role="alert">{Object.values(state.fields).flat().join(" ")}</p>}
        <div>
          <Button
            disabled={!reversible && !matches}
            pending={pending}
            type="submit"
            variant={reversible ? "plain" : "danger"}
          >
            {verb}
          </Button>
        </div>
      </KeptForm>
    </Dialog>
  );
}
