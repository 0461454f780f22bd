"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { Notice } from "#components/notice.tsx";
import { formatSize } from "#components/quantity.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChoiceField, Field } from "#components/ui/field.tsx";
import { toUploadCommand } from "#lib/commands/upload.ts";
import { toPutObject } from "#lib/s3/object.ts";
import { objectKeyProblem } from "#lib/s3/object-key.ts";
import { UploadLeaveGuard } from "../buckets/[bucket]/upload-leave-guard.tsx";
import { NotStored } from "../buckets/[bucket]/not-stored.tsx";
import { contentTypeOf, sendFile, type Sending } from "../buckets/[bucket]/send-file.ts";
import { StoredOtherwise } from "../buckets/[bucket]/stored-otherwise.tsx";
import { PartsNote } from "../buckets/[bucket]/upload-commands.tsx";
import { type Outcome, UNREADABLE } from "../buckets/[bucket]/upload-outcome.ts";
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
  const [attempt, setAttempt] = useState(1);
  const [firstStamp] = useState(stamp);
  const [state, setState] = useState<{ status: "idle" | "sending" } | Outcome>({ status: "idle" });
  const sending = useRef<Sending>(null);
  const left = useRef(false);

  // Nobody would see what became of it, and its end would lead back here.
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
      sending.current?.cancel();
    };
  }, []);

  // The name of an upload that went wrong may be taken now.
  const name = attempt === 1 ? `hello-${firstStamp}.txt` : `hello-${firstStamp}-${attempt}.txt`;
  const key = PREFIX + (what === "text" ? name : (chosen?.name ?? "FILE"));
  const contentType =
    what === "text" ? "text/plain" : chosen === null ? "application/octet-stream" : contentTypeOf(chosen);
  const encryption = { type: "DSSE-KMS", keyId: keyArn } as const;
  const size = what === "text" ? 0 : (chosen?.size ?? 0);
  const command = toUploadCommand(
    toPutObject({ bucket, key }, encryption, { contentType, replace: false }),
    size,
    region,
    useEndpoints(),
  );
  const problem = what === "file" && chosen !== null ? problemOf(chosen, key) : null;

  async function send() {
    const file = what === "text" ? greeting(name) : chosen;
    if (file === null) return;
    setState({ status: "sending" });
    const outcome = await sendAndRemember(file);
    setState(outcome);
    // What is not known to be as asked is not done: the page stays, and the next try needs a name of its own.
    if (outcome.status === "unknown" || (outcome.status === "stored" && !outcome.answer.asAsked)) {
      setAttempt(attempt + 1);
    }
  }

  async function sendAndRemember(file: File): Promise<Outcome> {
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) return UNREADABLE;
    const sha256 = await sha256Of(bytes);
    if (left.current) return { status: "cancelled" };
    const asked = { bucket, key, encryption, replace: false, confirmed: false };
    sending.current = sendFile(file, asked, () => undefined);
    const outcome = await sending.current.done;
    if (outcome.status === "stored" && outcome.answer.asAsked) {
      router.push(placeHref({ ...place, object: key, sha256 }), { scroll: false });
    }
    return outcome;
  }

  const taken = state.status === "failed" && state.failure.name === "PreconditionFailed";
  if (done) return state.status === "stored" ? <Sent commands={[command]} /> : null;
  return (
    <div className="grid gap-4">
      {state.status === "sending" && <UploadLeaveGuard count={1} onLeave={() => sending.current?.cancel()} />}
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
      {what === "file" && <PartsNote sizes={[size]} />}
      {state.status === "stored" && !state.answer.asAsked && <StoredOtherwise answer={state.answer} />}
      {taken && (
        <Notice live title="An object with this key exists" tone="warn">
          <p>Nothing was overwritten. Upload a file of another name.</p>
        </Notice>
      )}
      {!taken && (state.status === "failed" || state.status === "refused" || state.status === "unknown") && (
        <NotStored outcome={state} />
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
  // Not randomUUID: over plain HTTP browsers have it on localhost only.
  const line = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
  const lines = ["Written by the first run of Twofold.", new Date().toISOString(), line.join(""), ""];
  return new File([lines.join("\n")], name, { type: "text/plain" });
}
