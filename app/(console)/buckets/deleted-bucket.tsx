import { CommandPanel } from "#components/command-panel.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { toCli } from "#lib/commands/cli.ts";
import { isBucketName } from "#lib/s3/bucket.ts";
import { findBucket } from "#lib/s3/bucket-contents-read.ts";

/** What S3 says now of a bucket that was to be deleted. Asked anew, because the address of a page proves nothing. */
export async function DeletedBucket({ bucket, region }: { bucket: string; region: string }) {
  if (!isBucketName(bucket)) return null;
  const aws = await requireAws();
  const left = await attempt(findBucket(aws, bucket));
  const accountId = await aws.owners.account();
  const line = (operation: string, where: string, owner: string | null) => {
    const input = { Bucket: bucket, ExpectedBucketOwner: owner };
    return { cli: toCli({ service: "s3api", operation, region: where, input }, aws.endpoints) };
  };
  const isServed = aws.regions.includes(region);
  return (
    <div className="grid gap-3">
      {!left.ok && <FailureNotice failure={left.failure} live title={`Whether ${bucket} is gone is not known`} />}
      {left.ok && left.value === null && (
        <Notice live title={`There is no bucket ${bucket} any more`} tone="ok">
          S3 answers 404. The name is free, and any AWS account can take it.
        </Notice>
      )}
      {left.ok && left.value !== null && (
        <Notice live title={`There is a bucket ${bucket}, in ${left.value}`} tone="warn">
          It was not deleted, or somebody has taken the name since.
        </Notice>
      )}
      <CommandPanel
        commands={[
          ...(isServed ? [line("DeleteBucket", region, aws.owners.of(bucket))] : []),
          line("HeadBucket", aws.region, accountId),
        ]}
        title={isServed ? "What deletes it and reads it back" : "Read back by"}
      />
    </div>
  );
}
