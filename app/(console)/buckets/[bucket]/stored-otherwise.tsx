import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { Notice } from "#components/notice.tsx";
import { formatBytes } from "#components/quantity.tsx";
import { keyIdOf } from "#lib/s3/encryption.ts";
import type { UploadAnswer } from "#lib/s3/object.ts";
import { permissionLabel } from "#lib/aws/result.ts";

/** An upload that was stored and is not, or is not known to be, what was asked for. */
export function StoredOtherwise({ answer: { asked, found } }: { answer: UploadAnswer }) {
  return (
    <Notice live title={found.ok ? "Stored, but not as asked" : "Stored; what S3 holds could not be read"} tone="bad">
      <p className="flex flex-wrap items-center gap-x-2">
        Asked for <EncryptionBadge encryption={asked} />
        <code className="font-mono">{keyIdOf(asked) ?? ""}</code>
      </p>
      {found.ok ? (
        <>
          <p className="flex flex-wrap items-center gap-x-2">
            S3 reads back <EncryptionBadge encryption={found.value.encryption} />
            <code className="font-mono">{keyIdOf(found.value.encryption) ?? ""}</code>
            {found.value.size !== null && ` and ${formatBytes(found.value.size)}.`}
          </p>
          <p>Do not rely on this object. Delete it, find out what changed the request on its way, and send it again.</p>
        </>
      ) : (
        <>
          <p>
            {found.failure.service} {found.failure.operation}: <code className="font-mono">{found.failure.name}</code>.{" "}
            {found.failure.message}
          </p>
          {found.failure.permission !== null && (
            <p>
              {permissionLabel(found.failure)}: <code className="font-mono font-[600]">{found.failure.permission}</code>
            </p>
          )}
          <p>{found.failure.hint} Do not rely on this object before S3 says how it is encrypted.</p>
        </>
      )}
    </Notice>
  );
}
