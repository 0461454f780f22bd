import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { formatSize } from "#components/quantity.tsx";
import { toUploadCommand } from "#lib/commands/upload.ts";
import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import { PART_BYTES, toPutObject } from "#lib/s3/object.ts";
import { contentTypeOf, type Upload } from "./send-file.ts";
import { type QueuedFile, toAsk, wasSent } from "./upload-queue.ts";

type Place = { bucket: string; region: string };

/** What will be asked of S3 for the files in line, and what was for the others. */
export function UploadCommands({
  files,
  encryption,
  ...place
}: Place & { files: readonly QueuedFile[]; encryption: DefaultEncryption | null }) {
  const endpoints = useEndpoints();
  const planned = files.flatMap((queued) => {
    const { file, asked, state } = queued;
    if (state.status === "queued" && asked !== null) return [{ file, upload: asked }];
    return state.status === "waiting" && encryption !== null ? [{ file, upload: toAsk(queued, encryption) }] : [];
  });
  const sent = files.flatMap((queued) =>
    queued.asked !== null && wasSent(queued) ? [{ file: queued.file, upload: queued.asked }] : [],
  );
  const toCommand = ({ file, upload }: { file: File; upload: Upload }) => {
    const input = toPutObject({ bucket: place.bucket, key: upload.key }, upload.encryption, {
      contentType: contentTypeOf(file),
      replace: upload.replace,
    });
    return { cli: toUploadCommand(input, file.size, place.region, endpoints) };
  };
  return (
    <>
      {planned.length > 0 && <CommandPanel commands={planned.map(toCommand)} title="Will be sent" />}
      {sent.length > 0 && <CommandPanel commands={sent.map(toCommand)} title="Was sent" />}
      <PartsNote sizes={[...planned, ...sent].map(({ file }) => file.size)} />
    </>
  );
}

/** A command stores a file at once that the console sends in parts; the object is the same. `sizes` in bytes. */
export function PartsNote({ sizes }: { sizes: number[] }) {
  if (!sizes.some((size) => size > PART_BYTES)) return null;
  return (
    <p className="text-sm text-dim">
      A file above {formatSize(PART_BYTES)} the console sends in parts: CreateMultipartUpload with the same headers,
      UploadPart for each part, and CompleteMultipartUpload. The command stores the same object under the same
      encryption.
    </p>
  );
}
