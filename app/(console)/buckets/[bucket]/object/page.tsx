import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Section } from "#components/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { attempt } from "#lib/aws/errors.ts";
import type { ObjectAddress } from "#lib/s3/object.ts";
import { fileNameOf, foldersOf, toVisible } from "#lib/s3/object-key.ts";
import { canReadObject } from "#lib/s3/object-read.ts";
import { objectAddressSchema } from "#lib/s3/object-schema.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { FolderPath } from "../folder-path.tsx";
import { DeletedNotice } from "./deleted-notice.tsx";
import { ObjectPanel } from "./object-panel.tsx";
import { TagsPanel } from "./tags-panel.tsx";
import { VersionsPanel } from "./versions-panel.tsx";

const nameSchema = z.string().min(1).nullable().catch(null);
const viewSchema = z.object({ refused: nameSchema, after: nameSchema, deleted: nameSchema });

type Props = PageProps<"/buckets/[bucket]/object">;

async function addressOf({ params, searchParams }: Props): Promise<ObjectAddress | null> {
  const bucket = decodeURIComponent((await params).bucket);
  const address = objectAddressSchema.safeParse({ ...(await searchParams), bucket });
  return address.success ? address.data : null;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const address = await addressOf(props);
  return { title: `${address === null ? "Object" : toVisible(fileNameOf(address.key))} · Twofold` };
}

/** How this object, and each of its versions, is encrypted. */
export default async function ObjectPage(props: Props) {
  const address = await addressOf(props);
  if (address === null) notFound();
  const { bucket, key, versionId } = address;
  const { refused, after, deleted } = viewSchema.parse(await props.searchParams);
  const folder = foldersOf(key).at(-1)?.prefix ?? "";
  return (
    <div className="grid gap-8">
      <div>
        <FolderPath bucket={bucket} prefix={folder} />
        <h2 className="mt-1 font-mono text-lg font-[600] wrap-anywhere">{toVisible(key)}</h2>
        {versionId !== undefined && <p className="text-dim">Version {versionId}</p>}
      </div>
      {refused === "download" && (
        <Suspense fallback={null}>
          <RefusedDownload address={address} />
        </Suspense>
      )}
      {deleted !== null && (
        <Suspense fallback={<Skeleton lines={2} />} key={`deleted:${deleted}`}>
          <DeletedNotice address={{ bucket, key, versionId: deleted }} />
        </Suspense>
      )}
      <Suspense fallback={<Skeleton lines={6} />} key={`object:${key}:${versionId}`}>
        <ObjectPanel address={address} />
      </Suspense>
      <Section title="Versions">
        <Suspense fallback={<Skeleton lines={3} />} key={`versions:${key}:${after}`}>
          <VersionsPanel after={after} bucket={bucket} objectKey={key} />
        </Suspense>
      </Section>
      <Section title="Tags">
        <Suspense fallback={<Skeleton lines={2} />} key={`tags:${key}:${versionId}`}>
          <TagsPanel address={address} />
        </Suspense>
      </Section>
    </div>
  );
}

/** Why the download that led here was refused, asked again, because a redirect cannot carry AWS's words. */
async function RefusedDownload({ address }: { address: ObjectAddress }) {
  const readable = await attempt(canReadObject(await awsOfBucket(address.bucket), address));
  if (readable.ok) return null;
  return <FailureNotice failure={readable.failure} title="The download was refused" />;
}
