import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { formatSize } from "#components/quantity.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { keyIdOf } from "#lib/s3/encryption.ts";
import type { UploadAnswer } from "#lib/s3/object.ts";
import { objectKeyProblem, toVisible } from "#lib/s3/object-key.ts";
import type { QueuedFile } from "./use-uploads.ts";

/** One file on its way: its key, how far it is, and what S3 reads back. */
export function UploadRow({
  queued,
  onKey,
  onCancel,
  onRemove,
  onReplace,
  onRetry,
}: {
  queued: QueuedFile;
  onKey: (key: string) => void;
  onCancel: () => void;
  onRemove: () => void;
  onReplace: () => void;
  onRetry: () => void;
}) {
  const { file, key, state } = queued;
  const problem = state.status === "waiting" ? objectKeyProblem(key) : null;
  const errorId = `${queued.id}-problem`;
  const taken = state.status === "failed" && state.failure.name === "PreconditionFailed";
  return (
    <li className="grid gap-1.5 border-t border-line py-1.5 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        {state.status === "waiting" ? (
          <input
            aria-describedby={problem === null ? undefined : errorId}
            aria-invalid={problem !== null}
            aria-label={`Key of ${file.name}`}
            className="h-8 min-w-0 flex-[1_1_20rem] rounded-md border border-edge bg-panel px-2.5 font-mono text-sm"
            onChange={(event) => onKey(event.target.value)}
            value={key}
          />
        ) : (
          <span className="min-w-0 flex-[1_1_20rem] font-mono text-sm wrap-anywhere">{toVisible(key)}</span>
        )}
        <span className="text-dim">{formatSize(file.size)}</span>
        {state.status === "waiting" && (
          <Button aria-label={`Remove ${file.name}`} onClick={onRemove} size="sm" variant="quiet">
            Remove
          </Button>
        )}
        {state.status === "sending" && (
          <Button aria-label={`Cancel ${file.name}`} onClick={onCancel} size="sm">
            Cancel
          </Button>
        )}
        {state.status === "cancelled" && <span className="text-dim">Cancelled. Nothing was stored.</span>}
        {taken && (
          <Button aria-label={`Replace ${key}`} onClick={onReplace} size="sm" variant="danger">
            Replace it
          </Button>
        )}
        {(state.status === "cancelled" || state.status === "failed" || state.status === "refused") && (
          <Button aria-label={`Change or send ${file.name} again`} onClick={onRetry} size="sm" variant="quiet">
            Edit and retry
          </Button>
        )}
        {state.status === "stored" && state.answer.asAsked && <Stored answer={state.answer} />}
      </div>
      {problem !== null && (
        <p className="text-sm text-bad" id={errorId}>
          {problem}
        </p>
      )}
      {state.status === "sending" && <Sent size={file.size} {...state} />}
      {state.status === "stored" && !state.answer.asAsked && <StoredOtherwise answer={state.answer} />}
      {taken && (
        <Notice live title="An object with this key exists" tone="warn">
          <p>
            Nothing was overwritten. Replacing it makes a new version where versioning is on, and loses it for good
            where it is not.
          </p>
        </Notice>
      )}
      {state.status === "failed" && !taken && <FailureNotice failure={state.failure} live title="Not stored" />}
      {state.status === "refused" && (
        <Notice live title="Not stored" tone="bad">
          <p>{state.reason}</p>
        </Notice>
      )}
    </li>
  );
}

function Sent({ size, sentBytes, bytesPerSecond }: { size: number; sentBytes: number; bytesPerSecond: number }) {
  if (sentBytes >= size) return <Progress label="Sent. S3 is storing it, then it is read back" max={1} value={null} />;
  const secondsLeft = bytesPerSecond > 0 ? Math.ceil((size - sentBytes) / bytesPerSecond) : null;
  return (
    <Progress label={`${formatSize(sentBytes)} of ${formatSize(size)}`} max={size} value={sentBytes}>
      {secondsLeft !== null && `${formatSize(Math.round(bytesPerSecond))}/s, about ${secondsLeft} s left`}
    </Progress>
  );
}

function Stored({ answer }: { answer: UploadAnswer }) {
  return (
    <output className="inline-flex flex-wrap items-center gap-2">
      <span className="text-dim">Stored and read back as</span>
      <EncryptionBadge encryption={answer.found} />
    </output>
  );
}

function StoredOtherwise({ answer }: { answer: UploadAnswer }) {
  return (
    <Notice live title="Stored, but not as asked" tone="bad">
      <p className="flex flex-wrap items-center gap-x-2">
        Asked for <EncryptionBadge encryption={answer.asked} />
        <code className="font-mono">{keyIdOf(answer.asked) ?? ""}</code>
      </p>
      <p className="flex flex-wrap items-center gap-x-2">
        S3 reads back <EncryptionBadge encryption={answer.found} />
        <code className="font-mono">{keyIdOf(answer.found) ?? ""}</code> and {answer.size.toLocaleString("en")} bytes.
      </p>
      <p>Do not rely on this object. Delete it, find out what changed the request on its way, and send it again.</p>
    </Notice>
  );
}
