import { CopyButton } from "#components/copy-button.tsx";
import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { Tag } from "#components/tag.tsx";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { type TargetRule, toLogStatement } from "#lib/s3/log-target.ts";
import { checkLogTarget } from "#lib/s3/log-target-read.ts";
import type { Logging } from "#lib/s3/logging.ts";
import { listBuckets, listBucketTags } from "#lib/s3/read.ts";
import { getAbac, getLogging } from "#lib/s3/settings-read.ts";
import { isSystemTag } from "#lib/s3/tag.ts";
import { Changeable } from "./changeable.tsx";
import { LoggingForm } from "./logging-form.tsx";
import { SettingRow } from "./setting-row.tsx";
import { TagsForm } from "./tags-form.tsx";

/** What is written down of the bucket, and about it. */
export function RecordSettings({ bucket }: { bucket: string }) {
  return (
    <>
      <SettingRow
        ask={(aws) => readLog(aws, bucket)}
        bucket={bucket}
        id="logging"
        note="Delivered by S3 as best it can, some hours late. It has no field for encryption."
        title="Server access log"
        unknown="Whether access is logged is not known"
      >
        {({ logging, rules, accountId, targets }, { region }) => (
          <Changeable
            fact={<LogFact accountId={accountId} bucket={bucket} logging={logging} region={region} rules={rules} />}
            what="the access log"
          >
            <LoggingForm bucket={bucket} current={logging} region={region} targets={targets} />
          </Changeable>
        )}
      </SettingRow>
      <SettingRow
        ask={async (aws) => ({ tags: await listBucketTags(aws, bucket), abac: await attempt(getAbac(aws, bucket)) })}
        bucket={bucket}
        id="tags"
        title="Tags"
        unknown="The tags are not known"
      >
        {({ tags, abac }, { region }) => {
          const fact =
            tags.length === 0 ? (
              <p>This bucket has no tags.</p>
            ) : (
              <Facts
                items={tags.map((tag) => ({
                  term: tag.key,
                  detail: isSystemTag(tag) ? <span className="text-dim">{tag.value} · set by AWS</span> : tag.value,
                }))}
              />
            );
          if (abac.ok && abac.value) {
            return (
              <div className="grid gap-3">
                {fact}
                <Notice title="Tags decide who may use this bucket" tone="warn">
                  ABAC is on, and S3 takes no PutBucketTagging for such a bucket: its tags are changed by TagResource
                  and UntagResource of S3 Control, which this console does not send.
                </Notice>
              </div>
            );
          }
          return (
            <div className="grid gap-3">
              <Changeable fact={fact} what="tags">
                <TagsForm bucket={bucket} current={tags} region={region} />
              </Changeable>
              {!abac.ok && (
                <FailureNotice failure={abac.failure} title="Whether tags decide access (ABAC) is not known" />
              )}
            </div>
          );
        }}
      </SettingRow>
    </>
  );
}

async function readLog(aws: Aws, bucket: string) {
  const logging = await getLogging(aws, bucket);
  const [rules, identity, buckets] = await Promise.all([
    logging === null ? [] : checkLogTarget(aws, bucket, logging),
    attempt(getIdentity(aws)),
    attempt(listBuckets(aws)),
  ]);
  return {
    logging,
    rules,
    accountId: identity.ok ? identity.value.accountId : null,
    // Only a help to type: whoever may not list buckets names one.
    targets: buckets.ok ? buckets.value.filter(({ region }) => region === aws.region).map(({ name }) => name) : [],
  };
}

function LogFact({
  bucket,
  region,
  logging,
  rules,
  accountId,
}: {
  bucket: string;
  region: string;
  logging: Logging | null;
  rules: TargetRule[];
  accountId: string | null;
}) {
  if (logging === null) return <p>Off: no access to this bucket is logged by S3.</p>;
  const { targetBucket, prefix, partitionedBy } = logging;
  const lacksStatement = rules.some(({ id, status }) => id === "policy" && status === "broken");
  return (
    <div className="grid gap-2">
      <p className="wrap-anywhere">
        Written to {targetBucket}, {prefix === "" ? "without a prefix" : `under ${prefix}`}
        {partitionedBy === null ? "" : `, partitioned by ${partitionedBy}`}.
      </p>
      <ul className="grid gap-0.5">
        {rules
          .filter(({ status }) => status !== "met")
          .map(({ rule, status, reason }) => (
            <li key={rule}>
              <Tag tone={status === "broken" ? "bad" : "neutral"}>{status === "broken" ? "broken" : "not known"}</Tag>{" "}
              {rule}. {reason}
            </li>
          ))}
      </ul>
      {rules.every(({ status }) => status === "met") && (
        <p className="text-dim">
          The target meets what S3 demands of it: {rules.map(({ rule }) => rule).join(", ")}. Whether a resource control
          policy of the organization refuses it was not looked at.
        </p>
      )}
      {lacksStatement && accountId !== null && (
        <Statement
          text={JSON.stringify(
            toLogStatement({ source: bucket, target: targetBucket, prefix, region, accountId }),
            null,
            2,
          )}
          title="The statement that its policy needs"
        />
      )}
    </div>
  );
}

function Statement({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0 overflow-clip rounded-lg border border-line bg-panel">
      <div className="flex items-center justify-between border-b border-line px-3 py-1">
        <span className="text-dim">{title}</span>
        <CopyButton text={text} word />
      </div>
      <pre className="overflow-auto px-3.5 py-2.5 text-sm">
        <code className="text-[1em]">{text}</code>
      </pre>
    </div>
  );
}
