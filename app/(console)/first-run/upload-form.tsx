"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { formatSize } from "#components/quantity.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChoiceField, Field } from "#components/ui/field.tsx";
import { toUploadCommand } from "#lib/commands/upload.ts";
import { toPutObject } from "#lib/s3/object.ts";
import { objectKeyProblem } from "#lib/s3/object-key.ts";
import { type Outcome, sendFile } from "../buckets/[bucket]/send-file.ts";
import type { FirstRunPlace } from "./place.ts";
import { placeHref } from "./place-href.ts";
import { Sent } from "./sent.tsx";
import { MOST_BYTES, sha256Of } from "./sha256.ts";

const PREFIX = "first-run/";

/** Sends a small text, or a file of one's own, and remembers its digest in the address for the download. */
export function UploadForm({
  bucket,
  keyArn,
  region,
  place,
  stamp,
  done,
}: {
  bucket: string;
  keyArn: string;
  region: string;
  place: FirstRunPlace;
  /** Makes the name of the small text its own. */
  stamp: string;
  done: boolean;
}) {
  const router = useRouter();
  const [what, setWhat] = useState<"text" | "file">("text");
  const [chosen, setChosen] = useState<File | null>(null);
  const [name] = useState(`hello-${stamp}.txt`);
  const [state, setState] = useState<{ status: "idle" | "sending" } | Outcome>({ status: "idle" });

  const key = PREFIX + (what === "text" ? name : (chosen?.name ?? "FILE"));
  const contentType = what === "text" ? "text/plain" : chosen?.type || "application/octet-stream";
  const encryption = { type: "DSSE-KMS", keyId: keyArn } as const;
  const size = what === "text" ? 0 : (chosen?.size ?? 0);
  const command = toUploadCommand(
    toPutObject({ bucket, key }, encryption, { contentType, replace: false }),
    size,
    region,
  );
  const problem = what === "file" && chosen !== null ? problemOf(chosen, key) : null;

  async function send() {
    const file = what === "text" ? greeting(name) : chosen;
    if (file === null) return;
    setState({ status: "sending" });
    const sha256 = await sha256Of(await file.arrayBuffer());
    const outcome = await sendFile(file, { bucket, key, encryption, replace: false }, () => undefined).done;
    setState(outcome);
    if (outcome.status === "stored") router.push(placeHref({ ...place, object: key, sha256 }), { scroll: false });
  }

  if (done) return state.status === "stored" ? <Sent commands={[command]} /> : null;
  return (
    <div className="grid gap-4">
      <ChoiceField
        columns
        legend="What to upload"
        name="what"
        onChange={setWhat}
        options={[
          {
            value: "text",
            label: "A small text file",
            description: "Made here, with the time and a random line in it.",
          },
          {
            value: "file",
            label: "A file of yours",
            description: `Up to ${formatSize(MOST_BYTES)} here; larger ones on the bucket’s page.`,
          },
        ]}
        value={what}
      />
      {what === "file" && (
        <Field error={problem === null ? undefined : [problem]} label="File" name="file">
          {(control) => (
            <input
              {...control}
              className="control w-full"
              onChange={(event: ChangeEvent<HTMLInputElement>) => setChosen(event.target.files?.[0] ?? null)}
              type="file"
            />
          )}
        </Field>
      )}
      <CommandPanel commands={[{ cli: command }]} title="Will be sent" />
      {state.status === "failed" && <FailureNotice failure={state.failure} live title="Not stored" />}
      {state.status === "refused" && (
        <Notice live title="Not stored" tone="bad">
          {state.reason}
        </Notice>
      )}
      <div>
        <Button
          disabled={what === "file" && (chosen === null || problem !== null)}
          onClick={() => void send()}
          pending={state.status === "sending"}
          variant="primary"
        >
          Upload it
        </Button>
      </div>
    </div>
  );
}

function problemOf(file: File, key: string): string | null {
  if (file.size > MOST_BYTES) return `This file has ${formatSize(file.size)}.`;
  return objectKeyProblem(key);
}

function greeting(name: string): File {
  const lines = ["Written by the first run of Twofold.", new Date().toISOString(), crypto.randomUUID(), ""];
  return new File([lines.join("\n")], name, { type: "text/plain" });
}
