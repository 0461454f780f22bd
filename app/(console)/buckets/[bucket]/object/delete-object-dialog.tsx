"use client";

import { useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import { type Endpoints, toCli } from "#lib/commands/cli.ts";
import { type ObjectAddress, toDeleteObject } from "#lib/s3/object.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import type { Versioning } from "#lib/s3/versioning.ts";
import { useChange } from "../../../outcomes/use-change.ts";
import { deleteObjectAction } from "./actions.ts";
import { deletionOf } from "./deletion.ts";

const WORDS = { thing: "it", done: "deleted" };

/** Says what deleting does, asks for the name where it cannot be undone, and shows the command. */
export function DeleteObjectDialog({
  address,
  etag,
  versioning,
  region,
  endpoints,
  deleteMarker = false,
  size = "md",
}: {
  address: ObjectAddress;
  /** Of what the page shows, where a write can replace it; else null. */
  etag: string | null;
  /** Of the bucket; a version is lost whatever it is. */
  versioning: Versioning["status"] | "unknown";
  region: string;
  endpoints: Endpoints;
  deleteMarker?: boolean;
  size?: "sm" | "md";
}) {
  const [state, submit, pending] = useChange(deleteObjectAction, WORDS);
  const [matches, setMatches] = useState(false);
  const { verb, consequence, reversible } = deletionOf({ versionId: address.versionId, deleteMarker, versioning });
  const name = toVisible(address.key);
  const call = { service: "s3api", operation: "DeleteObject", region, input: toDeleteObject(address) } as const;
  return (
    <Dialog description={consequence} title={`${verb}: ${name}`} trigger={<Button size={size}>{verb}…</Button>}>
      <KeptForm action={submit} className="grid gap-4">
        <input name="bucket" type="hidden" value={address.bucket} />
        <input name="key" type="hidden" value={encodeURIComponent(address.key)} />
        <input name="versionId" type="hidden" value={address.versionId ?? ""} />
        <input name="etag" type="hidden" value={etag ?? ""} />
        {!reversible && <TypedConfirmation expected={name} name="confirmation" onMatch={setMatches} />}
        <CommandPanel commands={[{ cli: toCli(call, endpoints) }]} title="Will be sent" />
        {state.status === "failed" && <FailedChange commands={state.commands} failure={state.failure} words={WORDS} />}
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
