import { UnknownBadge } from "#components/encryption-badge.tsx";
import { Facts } from "#components/facts.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { reasonOf } from "#lib/aws/result.ts";
import { listReferrers, type Referrers } from "#lib/s3/referrers-read.ts";
import { awsOfBucket } from "../bucket-context.ts";

/** Which other buckets of the account write into this one, with how much that covers. */
export async function ReferrersPanel({ bucket }: { bucket: string }) {
  const found = await attempt(listReferrers(await awsOfBucket(bucket), bucket));
  if (!found.ok) {
    const unknown = <UnknownBadge failure={found.failure} reason={reasonOf(found.failure)} />;
    return <Facts items={[{ term: "Other buckets that write here", detail: unknown }]} />;
  }
  const { logs, replicas } = found.value;
  return (
    <Facts
      items={[
        { term: "Access logs that go here", detail: named(logs, found.value) },
        { term: "Replication that goes here", detail: named(replicas, found.value) },
      ]}
    />
  );
}

function named(names: string[], { read, unread, notAsked }: Referrers): string {
  const covered = [
    `${read.toLocaleString("en")} other ${read === 1 ? "bucket" : "buckets"} of this account read`,
    ...(unread > 0 ? [`${unread.toLocaleString("en")} could not be`] : []),
    ...(notAsked > 0 ? [`${notAsked.toLocaleString("en")} not asked`] : []),
  ].join(", ");
  return `${names.length === 0 ? "None found" : `From ${names.join(", ")}`} (${covered}).`;
}
