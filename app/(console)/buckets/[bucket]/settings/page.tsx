import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Section } from "#components/section.tsx";
import { Tag } from "#components/tag.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { bucketArn } from "#lib/s3/bucket.ts";
import { PUBLIC_ACCESS_FLAGS, type PublicAccessFlag } from "#lib/s3/public-access.ts";
import { getBucketOwnership, getPublicAccessBlock, getVersioning, listBucketTags } from "#lib/s3/read.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { DeleteBucketSection } from "./delete-bucket-section.tsx";

export async function generateMetadata({ params }: PageProps<"/buckets/[bucket]/settings">): Promise<Metadata> {
  return { title: `Settings of ${decodeURIComponent((await params).bucket)} · Twofold` };
}

/** The bucket's other settings, to be read. */
export default async function SettingsPage({ params }: PageProps<"/buckets/[bucket]/settings">) {
  const bucket = decodeURIComponent((await params).bucket);
  return (
    <div className="grid gap-9">
      <Section title="Bucket">
        <Panel ask={async (aws) => identityOf(aws, bucket)} bucket={bucket} title="">
          {(facts) => <Facts items={facts} />}
        </Panel>
      </Section>
      <Section title="Versioning">
        <Panel ask={(aws) => getVersioning(aws, bucket)} bucket={bucket} title="The versioning is not known">
          {({ status, mfaDelete }) => (
            <Facts
              items={[
                { term: "Versioning", detail: VERSIONING[status] },
                {
                  term: "MFA delete",
                  detail: mfaDelete ? "On: deleting a version for good needs the root user’s MFA" : "Off",
                },
              ]}
            />
          )}
        </Panel>
      </Section>
      <Section
        description="The bucket’s own switches. The account’s and the organization’s apply besides."
        title="Block Public Access"
      >
        <Panel
          ask={(aws) => getPublicAccessBlock(aws, bucket)}
          bucket={bucket}
          title="Whether public access is blocked is not known"
        >
          {(block) => (
            <Facts
              items={FLAGS.map(([flag, name]) => ({
                term: name,
                detail: block[flag] ? `On. ${PUBLIC_ACCESS_FLAGS[flag]}.` : <Tag tone="warn">off</Tag>,
              }))}
            />
          )}
        </Panel>
      </Section>
      <Section title="Object ownership">
        <Panel ask={(aws) => getBucketOwnership(aws, bucket)} bucket={bucket} title="The object ownership is not known">
          {(ownership) => (
            <Facts items={[{ term: "Object ownership", detail: OWNERSHIP.get(ownership ?? "") ?? ownership }]} />
          )}
        </Panel>
      </Section>
      <Section title="Tags">
        <Panel ask={(aws) => listBucketTags(aws, bucket)} bucket={bucket} title="The tags are not known">
          {(tags) =>
            tags.length === 0 ? (
              <p className="text-dim">This bucket has no tags.</p>
            ) : (
              <Facts items={tags.map(({ key, value }) => ({ term: key, detail: value }))} />
            )
          }
        </Panel>
      </Section>
      <DeleteBucketSection bucket={bucket} />
    </div>
  );
}

const FLAGS: [PublicAccessFlag, string][] = [
  ["blockPublicAcls", "BlockPublicAcls"],
  ["ignorePublicAcls", "IgnorePublicAcls"],
  ["blockPublicPolicy", "BlockPublicPolicy"],
  ["restrictPublicBuckets", "RestrictPublicBuckets"],
];

const VERSIONING = {
  enabled: "On. An overwritten or deleted object stays as an older version, under the encryption that it has.",
  suspended: "Suspended. Older versions stay, new ones replace the version called null.",
  never: "Off. An overwritten or deleted object is gone.",
};

const OWNERSHIP = new Map([
  ["BucketOwnerEnforced", "BucketOwnerEnforced: the bucket’s owner owns every object, and ACLs have no effect."],
  [
    "BucketOwnerPreferred",
    "BucketOwnerPreferred: objects that are uploaded with the bucket-owner-full-control ACL go to the bucket’s owner.",
  ],
  ["ObjectWriter", "ObjectWriter: who uploads an object owns it, and ACLs decide who may read it."],
  ["", "Never set: who uploads an object owns it, and ACLs decide who may read it."],
]);

/** One question to AWS, under its own Suspense and with its own refusal. */
function Panel<T>(props: PanelProps<T>) {
  return (
    <Suspense fallback={<Skeleton lines={2} width="34rem" />}>
      <Answer {...props} />
    </Suspense>
  );
}

type PanelProps<T> = {
  bucket: string;
  title: string;
  ask: (aws: Aws) => Promise<T>;
  children: (value: T) => ReactNode;
};

async function Answer<T>({ bucket, title, ask, children }: PanelProps<T>) {
  const found = await attempt(ask(await awsOfBucket(bucket)));
  return found.ok ? children(found.value) : <FailureNotice failure={found.failure} title={title} />;
}

async function identityOf({ region }: Aws, name: string) {
  return [
    { term: "Region", detail: region },
    { term: "ARN", detail: <code className="font-mono text-sm">{bucketArn({ name, region })}</code> },
  ];
}
