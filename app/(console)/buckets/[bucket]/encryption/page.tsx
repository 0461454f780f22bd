import type { Metadata } from "next";
import { Suspense } from "react";
import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { Tag } from "#components/tag.tsx";
import { utcTime } from "#components/time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Aws } from "#lib/aws/clients.ts";
import { aliasOf } from "#lib/kms/key.ts";
import { readHarm } from "#lib/s3/default-harm-read.ts";
import { listLogSources } from "#lib/s3/log-source-read.ts";
import { toSummary } from "#lib/s3/default-change.ts";
import { DefaultKey } from "../../default-key.tsx";
import { fromEncryption } from "../../encryption-choice.ts";
import { readKeyChoices } from "../../key-choices.ts";
import { awsOfBucket, readEncryption } from "../bucket-context.ts";
import { readDefaultKey, readPolicy } from "../protection.ts";
import { EncryptionForm } from "./encryption-form.tsx";
import { OutcomesPanel } from "./outcomes-panel.tsx";
import { ProbePanel } from "./probe-panel.tsx";

export async function generateMetadata({ params }: PageProps<"/buckets/[bucket]/encryption">): Promise<Metadata> {
  return { title: `Encryption of ${decodeURIComponent((await params).bucket)} · Twofold` };
}

/** What applies to the next upload into this bucket, and the form that changes its default. */
export default async function EncryptionPage({ params }: PageProps<"/buckets/[bucket]/encryption">) {
  const bucket = decodeURIComponent((await params).bucket);
  return (
    <div className="grid gap-9">
      <Section title="What is set">
        <Suspense fallback={<Skeleton lines={5} width="34rem" />}>
          <ConfigurationPanel bucket={bucket} />
        </Suspense>
      </Section>
      <Section
        description="By what an upload says of encryption. Replication is not asked here: a replica keeps its source’s type."
        title="What the next upload gets"
      >
        <Suspense fallback={<Skeleton lines={5} width="34rem" />}>
          <OutcomesPanel bucket={bucket} />
        </Suspense>
        <div className="mt-3 print:hidden">
          <Suspense fallback={<Skeleton lines={1} width="12rem" />}>
            <ProbePanel bucket={bucket} />
          </Suspense>
        </div>
      </Section>
      <Section
        description="It applies to new objects that are uploaded without an encryption header. What is stored stays as it is."
        title="Change the default"
      >
        <Suspense fallback={<Skeleton lines={8} width="34rem" />}>
          <ChangePanel bucket={bucket} />
        </Suspense>
      </Section>
    </div>
  );
}

async function ConfigurationPanel({ bucket }: { bucket: string }) {
  const [found, used] = await Promise.all([readEncryption(bucket), readDefaultKey(bucket)]);
  if (!found.ok) return <FailureNotice failure={found.failure} title="The default encryption is not known" />;
  const { default: encryption, bucketKeyInVain, blockedTypes } = found.value;
  const problem = used?.problem ?? null;
  return (
    <div className="grid gap-4">
      {problem?.status === "broken" && (
        <Notice
          title={
            used?.key.ok && used.key.value.state !== "Enabled"
              ? "Uploads and downloads under this default fail"
              : "Uploads under this default fail"
          }
          tone="bad"
        >
          {problem.reason} Choose another key below.
        </Notice>
      )}
      <Facts
        items={[
          { term: "Default encryption", detail: <EncryptionBadge encryption={encryption} /> },
          { term: "Key", detail: <DefaultKey encryption={encryption} problem={problem} used={used?.key ?? null} /> },
          {
            term: "Bucket key",
            detail: bucketKeyInVain ? (
              <>
                <Tag tone="warn">set in vain</Tag> S3 has none for DSSE-KMS: it accepts the setting and ignores it.
                Saving the default below clears it.
              </>
            ) : encryption.type === "SSE-KMS" && encryption.bucketKey ? (
              "On: one data key serves many objects for a while"
            ) : (
              "Off"
            ),
          },
          { term: "Blocked types", detail: blockedInWords(blockedTypes) },
          { term: "Read from AWS at", detail: utcTime(new Date()) },
        ]}
      />
    </div>
  );
}

/** NONE is AWS's word for blocking nothing. */
function blockedInWords(types: string[] | null): string {
  if (types === null) return "AWS does not say";
  const blocked = types.filter((type) => type !== "NONE");
  return blocked.length === 0
    ? "None: uploads under SSE-C are taken"
    : `${blocked.join(", ")}: such uploads are refused`;
}

async function ChangePanel({ bucket }: { bucket: string }) {
  const aws = await awsOfBucket(bucket);
  const [found, used, choices] = await Promise.all([
    readWithHarm(aws, bucket),
    readDefaultKey(bucket),
    readKeyChoices(aws),
  ]);
  if (!found.ok) {
    return (
      <FailureNotice
        failure={found.failure}
        title="A default that cannot be read is not changed here: what it would replace is not known"
      />
    );
  }
  const key = used?.key.ok ? used.key.value : null;
  const { current, reads } = found.value;
  return (
    <EncryptionForm
      bucket={bucket}
      choices={choices}
      current={{ ...current, awsManaged: used === null || key?.manager === "AWS" }}
      currentKey={key === null ? null : { arn: key.arn, alias: aliasOf(key) }}
      reads={reads}
      region={aws.region}
      seen={toSummary(current)}
      start={fromEncryption(current.default, key?.manager === "AWS" ? "" : (key?.arn ?? null))}
    />
  );
}

/** The default, and what tells what another one breaks: asked beside the keys, so that the form waits no longer. */
async function readWithHarm(aws: Aws, bucket: string) {
  const found = await readEncryption(bucket);
  if (!found.ok) return found;
  const { default: current } = found.value;
  const reads = await readHarm(aws, bucket, current, {
    sources: () => listLogSources(aws),
    policy: readPolicy(bucket),
  });
  return { ok: true as const, value: { current: found.value, reads } };
}
