import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { EncryptionSkeleton } from "#components/encryption-badge.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Count, Size } from "#components/quantity.tsx";
import { Written } from "#components/time.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { toCli } from "#lib/commands/cli.ts";
import { type ListedObject, toListObjects } from "#lib/s3/object.ts";
import { nameBelow, toVisible } from "#lib/s3/object-key.ts";
import { listObjects } from "#lib/s3/object-read.ts";
import { awsOfBucket, readHead } from "./bucket-context.ts";
import { bucketHref, objectHref } from "./object-href.ts";
import { NotComparable, ProtectionCells } from "./object-encryption.tsx";

type Place = { bucket: string; prefix: string; starts: string; token: string | null };

/** One page of a folder. Each row's encryption arrives on its own: S3 tells it only one object at a time. */
export async function ObjectTable({ bucket, prefix, starts, token }: Place) {
  const aws = await awsOfBucket(bucket);
  const page = await attempt(listObjects(aws, bucket, { prefix: prefix + starts, token }));
  if (!page.ok) return <FailureNotice failure={page.failure} title="The objects could not be listed" />;
  const { prefixes, objects, nextToken } = page.value;
  const rows = prefixes.length + objects.length;
  if (rows === 0 && token === null) return <NothingHere aws={aws} bucket={bucket} prefix={prefix} starts={starts} />;
  return (
    <div className="grid gap-3">
      {objects.length > 0 && (
        <Suspense fallback={null}>
          <NotComparable bucket={bucket} what="rows" />
        </Suspense>
      )}
      <Table caption={`Objects in ${bucket}/${toVisible(prefix)}`}>
        <THead>
          <TR>
            <TH>Name</TH>
            <TH>Encryption</TH>
            <TH>Key</TH>
            <TH align="right">Size</TH>
            <TH align="right">Modified</TH>
          </TR>
        </THead>
        <TBody>
          {prefixes.map((folder) => (
            <TR key={folder}>
              <TD row wrap>
                <Name href={bucketHref(bucket, { prefix: folder })} name={nameBelow(prefix, folder)} />
              </TD>
              <TD colSpan={4} dim>
                Folder
              </TD>
            </TR>
          ))}
          {objects.map((object) => (
            <ObjectRow aws={aws} bucket={bucket} key={object.key} now={new Date()} object={object} prefix={prefix} />
          ))}
        </TBody>
      </Table>
      <div className="flex flex-wrap items-center gap-2 text-dim">
        <span className="mr-auto">
          <Count value={rows} /> {rows === 1 ? "row" : "rows"} on this page{nextToken === null ? "" : ", more exist"}
        </span>
        {token !== null && <ButtonLink href={bucketHref(bucket, { prefix, starts })}>First page</ButtonLink>}
        {nextToken !== null && (
          <ButtonLink href={bucketHref(bucket, { prefix, starts, token: nextToken })}>Next page</ButtonLink>
        )}
      </div>
    </div>
  );
}

function ObjectRow({
  aws,
  bucket,
  prefix,
  object,
  now,
}: {
  aws: Aws;
  bucket: string;
  prefix: string;
  object: ListedObject;
  now: Date;
}) {
  // One read for both cells.
  const head = readHead(aws, { bucket, key: object.key });
  return (
    <TR>
      <TD row wrap>
        <Name href={objectHref({ bucket, key: object.key })} name={nameBelow(prefix, object.key)} />
      </TD>
      <ProtectionCells bucket={bucket} head={head} />
      <TD align="right">
        <Size bytes={object.size} />
      </TD>
      <TD align="right" dim>
        <Written at={object.modifiedAt} now={now} />
      </TD>
    </TR>
  );
}

function Name({ href, name }: { href: ReturnType<typeof objectHref> | ReturnType<typeof bucketHref>; name: string }) {
  const text: ReactNode = name === "" ? <i className="text-dim">(this folder itself)</i> : toVisible(name);
  return (
    <Link className="rounded-sm hover:underline" href={href} prefetch={false}>
      {text}
    </Link>
  );
}

function NothingHere({ aws, bucket, prefix, starts }: { aws: Aws } & Omit<Place, "token">) {
  const input = toListObjects(bucket, prefix + starts, null);
  const command = toCli({ service: "s3api", operation: "ListObjectsV2", region: aws.region, input }, aws.endpoints);
  if (starts !== "") {
    return (
      <EmptyState
        action={<ButtonLink href={bucketHref(bucket, { prefix })}>Show all names</ButtonLink>}
        command={command}
        title={`No name here starts with “${toVisible(starts)}”`}
      >
        S3 compares letter by letter, capitals included, from the beginning of the name.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      command={command}
      title={prefix === "" ? "This bucket holds no objects" : "Nothing lies under this prefix"}
    >
      Choose files above. Each upload names its encryption and key, and is read back from S3 before it is called stored.
    </EmptyState>
  );
}

export function ObjectTableSkeleton() {
  return (
    <Table caption="Objects, being read">
      <TBody>
        {Array.from({ length: 8 }, (_, row) => (
          <TR key={row}>
            <TD>
              <Skeleton width={`${12 + ((row * 5) % 9)}rem`} />
            </TD>
            <TD>
              <EncryptionSkeleton />
            </TD>
            <TD>
              <Skeleton width="9rem" />
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
