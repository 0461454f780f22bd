import { Notice } from "#components/notice.tsx";
import { toScript } from "#lib/commands/cli.ts";
import { PROBE_PREFIX, toFollowingCalls, toProbeCalls } from "#lib/s3/probe.ts";
import { readProbeEffects } from "#lib/s3/probe-read.ts";
import { defaultKeyOf } from "#lib/s3/upload-answer.ts";
import { asksFor } from "#lib/s3/upload-fate.ts";
import { aliasesFor, awsOfBucket } from "../bucket-context.ts";
import { readDeciding } from "../protection.ts";
import { ProbeForm } from "./probe-form.tsx";

/** Offers to send every kind of upload, after saying what that does. */
export async function ProbePanel({ bucket }: { bucket: string }) {
  const aws = await awsOfBucket(bucket);
  const [deciding, { effects, refusal, leftovers }, aliases] = await Promise.all([
    readDeciding(bucket),
    readProbeEffects(aws, bucket),
    aliasesFor(bucket),
  ]);
  const left = leftovers.length > 0 && (
    <Notice title="An earlier run left something in this bucket, or one is under way" tone="bad">
      <ul className="list-disc pl-4 font-mono text-sm">
        {leftovers.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </Notice>
  );
  if (refusal !== null) {
    return (
      <div className="grid gap-3">
        {left}
        <Notice title="The uploads are not sent into this bucket" tone="warn">
          {refusal}
        </Notice>
      </div>
    );
  }
  const keyArn = defaultKeyOf(deciding);
  const asks = asksFor(keyArn);
  const run = { bucket, region: aws.region, folder: `${PROBE_PREFIX}RANDOM/`, keyArn, customerKey: "" };
  return (
    <div className="grid gap-3">
      {left}
      <ProbeForm
        aliases={[...aliases]}
        bucket={bucket}
        commands={toScript(toProbeCalls(run, asks, `${bucket}/${PROBE_PREFIX}RANDOM/put-nothing`), aws.endpoints)}
        count={asks.length * 3}
        effects={effects}
        following={toScript(toFollowingCalls(run), aws.endpoints)}
      />
    </div>
  );
}
