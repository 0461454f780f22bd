"use client";

import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { objectKeyProblem } from "#lib/s3/object-key.ts";
import { EndedSession } from "./ended-session.tsx";
import { UploadLeaveGuard } from "./upload-leave-guard.tsx";
import type { Overwriting } from "./overwriting.ts";
import type { UploadChoice } from "./upload-choice.ts";
import { UploadCommands } from "./upload-commands.tsx";
import { useUploadEncryption } from "./upload-encryption.tsx";
import { isUnderWay } from "./upload-queue.ts";
import { UploadRow } from "./upload-row.tsx";
import { useUploads } from "./use-uploads.ts";

/** Chooses files, says under which encryption they will be stored, streams them, and shows what S3 then holds. */
export function UploadPanel({
  bucket,
  prefix,
  region,
  choices,
  overwriting,
}: {
  bucket: string;
  /** The folder that is open: files chosen now go there, those chosen before keep their keys. */
  prefix: string;
  region: string;
  choices: UploadChoice[];
  overwriting: Overwriting;
}) {
  const heading = useId();
  const picker = useRef<HTMLInputElement>(null);
  const { queue, files, busy, signedOut, listAnew } = useUploads(bucket);
  const { encryption, select, keyField } = useUploadEncryption(choices, region);
  const over = useDrop((dropped) => queue.add(dropped, prefix));
  const waiting = files.filter(({ state }) => state.status === "waiting");
  const replacing = waiting.flatMap((queued) => queued.replacing ?? []);
  const unconfirmed = !overwriting.reversible && replacing.some(({ confirmed }) => !confirmed);
  const blocked = encryption === null || unconfirmed || waiting.some(({ key }) => objectKeyProblem(key) !== null);

  return (
    <section
      aria-labelledby={heading}
      className={`grid gap-3 rounded-lg border border-dashed px-4 py-3 print:hidden ${over ? "border-accent bg-accent-soft" : "border-line"}`}
    >
      <h2 className="sr-only" id={heading}>
        Upload
      </h2>
      {busy && <UploadLeaveGuard count={files.filter(isUnderWay).length} onLeave={queue.cancelAll} />}
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <input
          aria-label="Files to upload"
          className="sr-only"
          multiple
          onChange={(event) => {
            queue.add(event.target.files ?? [], prefix);
            event.target.value = "";
          }}
          ref={picker}
          tabIndex={-1}
          type="file"
        />
        <Button onClick={() => picker.current?.click()} variant={files.length === 0 ? "primary" : "plain"}>
          Choose files…
        </Button>
        <p className="flex h-8 items-center text-dim">or drop them on this page</p>
        <div className="min-w-0 flex-[1_1_18rem]">{select}</div>
      </div>
      {keyField}
      {files.length > 0 && (
        <>
          <ul className="grid gap-1">
            {files.map((queued) => (
              <UploadRow key={queued.id} overwriting={overwriting} queue={queue} queued={queued} />
            ))}
          </ul>
          {signedOut && <EndedSession onSignedIn={() => void listAnew()} />}
          <div className="flex flex-wrap items-center gap-2">
            {waiting.length > 0 && (
              <Button
                disabled={blocked}
                onClick={() => encryption !== null && queue.send(encryption)}
                variant={replacing.length > 0 ? "danger" : "primary"}
              >
                Upload {countOf(waiting.length, "file")}
                {replacing.length > 0 && ` and replace ${countOf(replacing.length, "object")}`}
              </Button>
            )}
            {busy ? (
              <Button onClick={queue.cancelAll}>Cancel all</Button>
            ) : (
              <Button onClick={queue.clear} variant="quiet">
                Clear the list
              </Button>
            )}
          </div>
          <UploadCommands bucket={bucket} encryption={encryption} files={files} region={region} />
        </>
      )}
    </section>
  );
}

function countOf(count: number, thing: string): string {
  return `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;
}

/** Takes files that are dropped anywhere on the page; true while some are held over it. */
function useDrop(onFiles: (files: Iterable<File>) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const hold = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer?.files ?? []);
    };
    window.addEventListener("dragover", hold);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", hold);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return over;
}
