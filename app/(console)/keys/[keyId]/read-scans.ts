import type { Failure } from "#lib/aws/result.ts";
import { MOST_BUCKETS, type ObjectScan } from "#lib/posture/object-scan.ts";

/** Why nothing follows before the end was reached. */
export type ScanStop = { isStopped: boolean; failure: Failure | null };

type Asked = { keyArn: string; buckets: string[]; limit: number; signal: AbortSignal };

/** Reads the console's streams of scans, and hands each on as it comes. Null when all came to their end. */
export async function readScans(asked: Asked, onScan: (scan: ObjectScan) => void): Promise<ScanStop | null> {
  for (let first = 0; first < asked.buckets.length; first += MOST_BUCKETS) {
    const stop = await readSome({ ...asked, buckets: asked.buckets.slice(first, first + MOST_BUCKETS) }, onScan);
    if (stop !== null) return stop;
  }
  return null;
}

async function readSome(
  { keyArn, buckets, limit, signal }: Asked,
  onScan: (scan: ObjectScan) => void,
): Promise<ScanStop | null> {
  const query = new URLSearchParams([
    ["key", keyArn],
    ["limit", String(limit)],
    ...buckets.map((bucket): [string, string] => ["bucket", bucket]),
  ]);
  try {
    const response = await fetch(`/api/key-objects?${query}`, { signal, headers: { Accept: "application/x-ndjson" } });
    if (!response.ok || response.body === null) return { isStopped: false, failure: await failureOf(response) };
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const scan: ObjectScan = JSON.parse(line);
        onScan(scan);
      }
    }
    return null;
  } catch {
    return signal.aborted ? { isStopped: true, failure: null } : { isStopped: false, failure: LOST };
  }
}

async function failureOf(response: Response): Promise<Failure> {
  const answer: { failure?: Failure; signedOut?: boolean } = await response.json().catch(() => ({}));
  if (answer.signedOut === true)
    return { ...LOST, name: "SignedOut", message: "You are no longer signed in.", hint: "Sign in again." };
  return answer.failure ?? LOST;
}

const LOST: Failure = {
  code: "unreachable",
  service: "Twofold",
  operation: "Look at objects",
  name: "NoAnswer",
  message: "The console stopped answering. What is shown was read before.",
  permission: null,
  hint: "Check the connection to this console, then look again.",
  requestId: null,
};
