"use client";

import { useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import { type Endpoints, toScript } from "#lib/commands/cli.ts";
import { toAbortCalls, type UploadAddress } from "#lib/s3/incomplete-upload.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { useChange } from "../../../outcomes/use-change.ts";
import { abortUploadAction } from "./actions.ts";

const WORDS = { thing: "the upload", done: "aborted" } as const;

/** Says what is lost, asks for the key, and shows the commands. */
export function AbortUploadDialog({
  upload,
  parts,
  region,
  endpoints,
}: {
  upload: UploadAddress;
  /** The toPartsSummary() that the page shows; null where it is not known. */
  parts: string | null;
  region: string;
  endpoints: Endpoints;
}) {
  const [state, submit, pending] = useChange(abortUploadAction, WORDS);
  const [matches, setMatches] = useState(false);
  const name = toVisible(upload.key);
  return (
    <Dialog
      description="What was sent of it is lost for good. Whoever is still sending it fails, and has to begin again. An object that lies under this key stays as it is."
      title={`Abort the upload to ${name}`}
      trigger={<Button size="sm">Abort…</Button>}
    >
      <KeptForm action={submit} className="grid gap-4">
        <input name="bucket" type="hidden" value={upload.bucket} />
        <input name="key" type="hidden" value={encodeURIComponent(upload.key)} />
        <input name="uploadId" type="hidden" value={upload.uploadId} />
        <input name="parts" type="hidden" value={parts ?? ""} />
        <p>
          {parts === null
            ? "What it holds is not known, so whether it is being sent now cannot be told from that."
            : `It holds ${parts}. If it gets another part before you press, nothing is aborted: then it is being sent.`}
        </p>
        <TypedConfirmation expected={name} name="confirmation" onMatch={setMatches} />
        <CommandPanel
          commands={[{ cli: toScript(toAbortCalls(region, upload), endpoints) }]}
          title="Abort and read back"
        />
        {state.status === "failed" && <FailedChange commands={state.commands} failure={state.failure} words={WORDS} />}
        {state.status === "invalid" && <p role="alert">{Object.values(state.fields).flat().join(" ")}</p>}
        <div>
          <Button disabled={!matches} pending={pending} type="submit" variant="danger">
            Abort the upload
          </Button>
        </div>
      </KeptForm>
    </Dialog>
  );
}
