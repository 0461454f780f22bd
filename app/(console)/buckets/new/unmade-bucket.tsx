import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { changeTitle } from "#components/change-title.ts";
import { FailureNotice } from "#components/failure-notice.tsx";
import { SentCommands } from "#components/sent-commands.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { Failure } from "#lib/aws/result.ts";
import { type AwsCall, toScript } from "#lib/commands/cli.ts";
import { remainingCalls } from "#lib/s3/new-bucket.ts";

/** The name of a bucket that was made but not completed; null where there is none. Pressing again could only fail. */
export function halfMadeBucket({ outcome, subject }: Failure): string | null {
  return outcome === "partly" && subject !== undefined ? subject : null;
}

/** A bucket that was not made, or may have been, or was made by halves: where it is, and the commands that finish it. */
export function UnmadeBucket({
  failure,
  commands,
  calls,
}: {
  failure: Failure;
  /** What was sent. */
  commands: string[];
  /** All that makes the bucket. */
  calls: readonly AwsCall[];
}) {
  const endpoints = useEndpoints();
  const halfMade = halfMadeBucket(failure);
  const rest = halfMade === null ? [] : remainingCalls(calls, commands.length);
  return (
    <>
      <FailureNotice
        failure={failure}
        live
        title={
          halfMade === null
            ? changeTitle(failure, { thing: "the bucket", done: "made" })
            : "The bucket was made, but not completed"
        }
      />
      {halfMade !== null && <Places bucket={halfMade} left={rest} />}
      {failure.outcome === "unknown" && failure.subject !== undefined && (
        <div>
          <ButtonLink href={`/buckets/${encodeURIComponent(failure.subject)}`}>
            See whether {failure.subject} exists
          </ButtonLink>
        </div>
      )}
      <SentCommands commands={commands} />
      {rest.length > 0 && (
        <>
          <CommandPanel commands={[{ cli: toScript(rest, endpoints) }]} title="To finish it" />
          <p className="max-w-[80ch] text-sm text-dim">
            From the request that failed on. Where it took effect all the same, sending it again changes nothing.
          </p>
        </>
      )}
    </>
  );
}

/** Where the console sets what each of these requests would have set. */
const PLACES: Record<string, { label: string; at: "encryption" | "settings#access" | "settings#new-objects" }> = {
  PutBucketEncryption: { label: "Set the default encryption", at: "encryption" },
  PutPublicAccessBlock: { label: "Block public access", at: "settings#access" },
  PutBucketVersioning: { label: "Turn versioning on", at: "settings#new-objects" },
};

function Places({ bucket, left }: { bucket: string; left: AwsCall[] }) {
  const href = `/buckets/${encodeURIComponent(bucket)}` as const;
  const places = left.flatMap(({ operation }) => PLACES[operation] ?? []);
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={href}>Open {bucket}</ButtonLink>
      {places.map(({ label, at }) => (
        <ButtonLink href={`${href}/${at}`} key={at}>
          {label}
        </ButtonLink>
      ))}
    </div>
  );
}
