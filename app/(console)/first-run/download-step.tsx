import { toCli } from "#lib/commands/cli.ts";
import { toGetObject } from "#lib/s3/object.ts";
import { downloadHref, objectHref } from "../buckets/[bucket]/object-href.ts";
import { DownloadForm } from "./download-form.tsx";
import type { FirstRunPlace } from "./place.ts";
import { headIfAsAsked, readDsseBucket, readObject, readUsableKey } from "./readings.ts";
import { Step } from "./step.tsx";

/** Step 4: the same bytes back. The browser compares, so it is ticked there. */
export async function DownloadStep({ place }: { place: FirstRunPlace }) {
  const { bucket, object } = place;
  const target = await readDsseBucket(bucket, await readUsableKey(place.key, place.region));
  const head = target === null || bucket === null || object === null ? null : await readObject(bucket, object);
  const stored = target === null ? null : headIfAsAsked(head, target.keyArn);
  if (target === null || bucket === null || object === null || stored === null) {
    return (
      <Step number={4} readBy="GetObject" state="later" title="A download that is the same, byte for byte">
        {null}
      </Step>
    );
  }
  const address = { bucket, key: object };
  const call = {
    service: "s3api",
    operation: "GetObject",
    region: target.region,
    input: toGetObject(address),
  } as const;
  const command = toCli(call, target.endpoints);
  return (
    <DownloadForm
      bucketHref={`/buckets/${encodeURIComponent(bucket)}`}
      command={command}
      href={downloadHref(address)}
      key={`${bucket}/${object}`}
      objectHref={objectHref(address)}
      sha256={place.sha256}
      size={stored.size}
    />
  );
}
