"use client";

import { useEffect, useId, useRef, useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/field.tsx";
import { toUploadCommand } from "#lib/commands/upload.ts";
import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import { toPutObject } from "#lib/s3/object.ts";
import { objectKeyProblem } from "#lib/s3/object-key.ts";
import { contentTypeOf } from "./send-file.ts";
import { UploadRow } from "./upload-row.tsx";
import { type QueuedFile, useUploads } from "./use-uploads.ts";

/** An encryption that an upload may ask for, in words. */
export type UploadChoice = { label: string; encryption: DefaultEncryption };

/** Chooses files, says under which encryption they will be stored, streams them, and shows what S3 then holds. */
export function UploadPanel({
  bucket,
  prefix,
  region,
  choices,
}: {
  bucket: string;
  prefix: string;
  region: string;
  choices: UploadChoice[];
}) {
  const heading = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [choice, setChoice] = useState(0);
  const uploads = useUploads(bucket, prefix);
  const over = useDrop(uploads.add);
  const encryption = choices[choice]?.encryption;
  const waiting = uploads.files.filter(({ state }) => state.status === "waiting");
  const blocked = encryption === undefined || waiting.some(({ key }) => objectKeyProblem(key) !== null);

  const toCommand = ({ key, file }: QueuedFile, asked: DefaultEncryption) => {
    const input = toPutObject({ bucket, key }, asked, { contentType: contentTypeOf(file), replace: false });
    return { cli: toUploadCommand(input, file.size, region) };
  };

  return (
    <section
      aria-labelledby={heading}
      className={`grid gap-3 rounded-lg border border-dashed px-4 py-3 print:hidden ${over ? "border-accent bg-accent-soft" : "border-line"}`}
    >
      <h2 className="sr-only" id={heading}>
        Upload
      </h2>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <input
          aria-label="Files to upload"
          className="sr-only"
          multiple
          onChange={(event) => {
            uploads.add(event.target.files ?? []);
            event.target.value = "";
          }}
          ref={picker}
          tabIndex={-1}
          type="file"
        />
        <Button onClick={() => picker.current?.click()} variant={uploads.files.length === 0 ? "primary" : "plain"}>
          Choose files…
        </Button>
        <p className="flex h-8 items-center text-dim">or drop them on this page</p>
        <div className="min-w-0 flex-[1_1_18rem]">
          <SelectField
            label="Stored with"
            name="encryption"
            onChange={(event) => setChoice(Number(event.target.value))}
            options={choices.map(({ label }, index) => ({ value: String(index), label }))}
            value={String(choice)}
          />
        </div>
      </div>
      {uploads.files.length > 0 && (
        <>
          <ul className="grid gap-1">
            {uploads.files.map((queued) => (
              <UploadRow
                key={queued.id}
                onCancel={() => uploads.cancel(queued.id)}
                onKey={(key) => uploads.rename(queued.id, key)}
                onRemove={() => uploads.remove(queued.id)}
                onReplace={() => encryption !== undefined && uploads.replace(queued, encryption)}
                onRetry={() => uploads.retry(queued.id)}
                queued={queued}
              />
            ))}
          </ul>
          <div className="flex flex-wrap items-center gap-2">
            {waiting.length > 0 && (
              <Button
                disabled={blocked}
                onClick={() => encryption !== undefined && uploads.send(encryption)}
                variant="primary"
              >
                Upload {waiting.length.toLocaleString("en")} {waiting.length === 1 ? "file" : "files"}
              </Button>
            )}
            {uploads.sending ? (
              <Button onClick={uploads.cancelAll}>Cancel all</Button>
            ) : (
              <Button onClick={uploads.clear} variant="quiet">
                Clear the list
              </Button>
            )}
          </div>
          {encryption !== undefined && (
            <CommandPanel
              commands={uploads.files.map((file) => toCommand(file, encryption))}
              title={waiting.length > 0 ? "Will be sent" : "Was sent"}
            />
          )}
        </>
      )}
    </section>
  );
}

/** Takes files that are dropped anywhere on the page; true while some are held over it. */
function useDrop(onFiles: (files: Iterable<File>) => void): boolean {
  const [over, setOver] = useState(false);
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
      onFiles(event.dataTransfer?.files ?? []);
    };
    window.addEventListener("dragover", hold);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", hold);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [onFiles]);
  return over;
}
