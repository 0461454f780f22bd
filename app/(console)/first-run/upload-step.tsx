import Link from "next/link";
import { CommandEndpoints } from "#components/command-endpoints.tsx";
import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { EncryptionKey } from "#components/encryption-key.tsx";
import { Facts } from "#components/facts.tsx";
import { Notice } from "#components/notice.tsx";
import { Size } from "#components/quantity.tsx";
import { aliasOf, type Key } from "#lib/kms/key.ts";
import { keyIdOf } from "#lib/s3/encryption.ts";
import type { ObjectHead } from "#lib/s3/object.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { objectHref } from "../buckets/[bucket]/object-href.ts";
import type { FirstRunPlace } from "./place.ts";
import { ReadFailure } from "./read-failure.tsx";
import { headIfAsAsked, readDsseBucket, readObject, readUsableKey } from "./readings.ts";
import { Step } from "./step.tsx";
import { UploadForm } from "./upload-form.tsx";

/** Step 3: an object that S3 says is under two layers. */
export async function UploadStep({ place }: { place: FirstRunPlace }) {
  const { bucket, object } = place;
  const key = await readUsableKey(place.key, place.region);
  const target = await readDsseBucket(bucket, key);
  const head = bucket === null || object === null ? null : await readObject(bucket, object);
  const done = target !== null && headIfAsAsked(head, target.keyArn) !== null;
  return (
    <Step
      number={3}
      readBy="HeadObject"
      state={target === null ? "later" : done ? "done" : "current"}
      title="An upload under both layers"
    >
      {head?.ok && bucket !== null && object !== null && (
        <ObjectFacts address={{ bucket, key: object }} firstKey={key} head={head.value} />
      )}
      {head?.ok && target !== null && !done && (
        <Notice title="S3 says that it is under another encryption or key" tone="bad">
          Do not rely on this object: upload again, and find out what changed the request on its way.
        </Notice>
      )}
      {head?.ok && target === null && (
        <p className="text-dim">
          The object is stored as S3 reads it back here. The step before it has to be done again.
        </p>
      )}
      {head !== null && !head.ok && (
        <ReadFailure failure={head.failure} place={place} what={`object ${toVisible(object ?? "")}`} />
      )}
      {target !== null && bucket !== null && (
        <CommandEndpoints endpoints={target.endpoints}>
          <UploadForm
            bucket={bucket}
            done={done}
            keyArn={target.keyArn}
            place={place}
            region={target.region}
            stamp={stampOf(new Date())}
          />
        </CommandEndpoints>
      )}
    </Step>
  );
}

/** "20261123T230544Z" */
function stampOf(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, "");
}

function ObjectFacts({
  address,
  head: { encryption, size },
  firstKey,
}: {
  address: { bucket: string; key: string };
  head: ObjectHead;
  firstKey: Key | null;
}) {
  const arn = keyIdOf(encryption);
  return (
    <Facts
      items={[
        {
          term: "Object",
          detail: (
            <Link className="link" href={objectHref(address)}>
              {toVisible(address.key)}
            </Link>
          ),
        },
        { term: "Encryption", detail: <EncryptionBadge encryption={encryption} /> },
        {
          term: "With the key",
          detail: (
            <EncryptionKey
              alias={firstKey !== null && firstKey.arn === arn ? aliasOf(firstKey) : null}
              encryption={encryption}
              of="object"
            />
          ),
        },
        ...(size === null ? [] : [{ term: "Size", detail: <Size bytes={size} /> }]),
      ]}
    />
  );
}
