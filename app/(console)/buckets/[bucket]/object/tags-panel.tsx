import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { hasDeleteMarker } from "#lib/s3/delete-marker-read.ts";
import type { ObjectAddress } from "#lib/s3/object.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { listObjectTags } from "#lib/s3/object-read.ts";
import { awsOfBucket } from "../bucket-context.ts";

export async function TagsPanel({ address }: { address: ObjectAddress }) {
  const aws = await awsOfBucket(address.bucket);
  const tags = await attempt(listObjectTags(aws, address));
  const marked = tags.ok ? null : await attempt(hasDeleteMarker(aws, address, tags.failure));
  if (marked?.ok === true && marked.value) return <p className="text-dim">A delete marker has no tags.</p>;
  if (!tags.ok) return <FailureNotice failure={tags.failure} title="The tags could not be read" />;
  if (tags.value.length === 0) return <p className="text-dim">This object has no tags.</p>;
  return <Facts items={tags.value.map(({ key, value }) => ({ term: toVisible(key), detail: toVisible(value) }))} />;
}
