import { memo, useSyncExternalStore } from "react";
import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { Notice } from "#components/notice.tsx";
import { formatSize } from "#components/quantity.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { TypedConfirmation } from "#components/ui/typed-confirmation.tsx";
import type { Encryption } from "#lib/s3/encryption.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { KeyField } from "./key-field.tsx";
import { NotStored } from "./not-stored.tsx";
import type { Overwriting } from "./overwriting.ts";
import { StoredOtherwise } from "./stored-otherwise.tsx";
import type { QueuedFile, UploadQueue } from "./upload-queue.ts";

/** One file on its way: its key, how far it is, and what S3 reads back. Drawn again only when its own file changes. */
export const UploadRow = memo(function UploadRow({
  queued,
  queue,
  overwriting,
}: {
  queued: QueuedFile;
  queue: UploadQueue;
  overwriting: Overwriting;
}) {
  const { id, file, key, state, replacing } = queued;
  const name = toVisible(file.name);
  const taken = state.status === "failed" && state.failure.name === "PreconditionFailed";
  const unstored = ["cancelled", "failed", "refused", "unknown"].includes(state.status);
  return (
    <li className="grid gap-1.5 border-t border-line py-1.5 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        {state.status === "waiting" && replacing === null ? (
          <KeyField id={id} label={`Key of ${name}`} onChange={(next) => queue.rename(id, next)} value={key} />
        ) : (
          <span className="min-w-0 flex-[1_1_20rem] font-mono text-sm wrap-anywhere">{toVisible(key)}</span>
        )}
        <span className="text-dim">{formatSize(file.size)}</span>
        {state.status === "queued" && <span className="text-dim">Next in line</span>}
        {((state.status === "waiting" && replacing === null) || state.status === "queued") && (
          <Button aria-label={`Remove ${name}`} onClick={() => queue.remove(id)} size="sm" variant="quiet">
            Remove
          </Button>
        )}
        {state.status === "sending" && (
          <Button aria-label={`Cancel ${name}`} onClick={() => queue.cancel(id)} size="sm">
            Cancel
          </Button>
        )}
        {state.status === "cancelled" && <span className="text-dim">Cancelled. Nothing was stored.</span>}
        {taken && (
          <Button aria-label={`Replace ${toVisible(key)}`} onClick={() => queue.replace(id)} size="sm" variant="danger">
            Replace it…
          </Button>
        )}
        {(unstored || (state.status === "waiting" && replacing !== null)) && (
          <Button aria-label={`Change or send ${name} again`} onClick={() => queue.retry(id)} size="sm" variant="quiet">
            Edit and retry
          </Button>
        )}
        {state.status === "stored" && state.answer.asAsked && state.answer.found.ok && (
          <Stored encryption={state.answer.found.value.encryption} />
        )}
      </div>
      {state.status === "sending" && <Sent id={id} queue={queue} size={file.size} />}
      {state.status === "stored" && !state.answer.asAsked && <StoredOtherwise answer={state.answer} />}
      {taken && (
        <Notice live title="An object with this key exists" tone="warn">
          <p>Nothing was overwritten.</p>
        </Notice>
      )}
      {state.status === "waiting" && replacing !== null && (
        <Notice live title="Replaces the object that has this key" tone="warn">
          <p className="mb-2">{overwriting.loss} Nothing is sent before you press Upload.</p>
          {!overwriting.reversible && (
            <TypedConfirmation
              expected={toVisible(key)}
              name={`${id}-confirmation`}
              onMatch={(confirmed) => queue.confirm(id, confirmed)}
            />
          )}
        </Notice>
      )}
      {!taken && (state.status === "failed" || state.status === "refused" || state.status === "unknown") && (
        <NotStored outcome={state} />
      )}
    </li>
  );
});

function Sent({ id, size, queue }: { id: string; size: number; queue: UploadQueue }) {
  const read = () => queue.progressOf(id);
  const { sentBytes, bytesPerSecond } = useSyncExternalStore(queue.subscribe, read, read);
  if (sentBytes >= size) return <Progress label="Sent. S3 is storing it, then it is read back" max={1} value={null} />;
  const secondsLeft = bytesPerSecond > 0 ? Math.ceil((size - sentBytes) / bytesPerSecond) : null;
  return (
    <Progress label={`${formatSize(sentBytes)} of ${formatSize(size)}`} max={size} value={sentBytes}>
      {secondsLeft !== null && `${formatSize(Math.round(bytesPerSecond))}/s, about ${secondsLeft} s left`}
    </Progress>
  );
}

function Stored({ encryption }: { encryption: Encryption }) {
  return (
    <output className="inline-flex flex-wrap items-center gap-2">
      <span className="text-dim">Stored and read back as</span>
      <EncryptionBadge encryption={encryption} />
    </output>
  );
}
