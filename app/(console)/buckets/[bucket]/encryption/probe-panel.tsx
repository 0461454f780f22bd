import { Notice } from "#components/notice.tsx";
import { toScript } from "#lib/commands/cli.ts";
import { defaultKeyOf } from "#lib/s3/next-upload.ts";
import { asksWith, PROBE_PREFIX, toProbeCalls } from "#lib/s3/probe.ts";
import { readProbeEffects } from "#lib/s3/probe-read.ts";
import { aliasesFor, awsOfBucket } from "../bucket-context.ts";
import { readDeciding } from "../protection.ts";
import { ProbeForm } from "./probe-form.tsx";

/** Offers to send every kind of upload, after saying what that does. */
export async function ProbePanel({ bucket }: { bucket: string }) {
  const aws = await awsOfBucket(bucket);
  const [deciding, { effects, refusal }, aliases] = await Promise.all([
    readDeciding(bucket),
    readProbeEffects(aws, bucket),
    aliasesFor(bucket),
  ]);
  if (refusal !== null) {
    return (
      <Notice title="The uploads are not sent into this bucket" tone="warn">
        {refusal}
      </Notice>
    );
  }
  const keyArn = defaultKeyOf(deciding);
  const asks = asksWith(keyArn);
  const run = { bucket, region: aws.region, folder: `${PROBE_PREFIX}RANDOM/`, keyArn, customerKey: "" };
  return (
    <ProbeForm
      aliases={[...aliases]}
      bucket={bucket}
      commands={toScript(toProbeCalls(run, asks, `${bucket}/${PROBE_PREFIX}RANDOM/put-nothing`), aws.endpoints)}
      count={asks.length * 3}
      effects={effects}
    />
  );
}
