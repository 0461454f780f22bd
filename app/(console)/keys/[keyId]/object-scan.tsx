"use client";
import { useId, useRef, useState } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { formatCount, formatSize } from "#components/quantity.tsx";
import { utcTime } from "#components/time.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { reasonOf } from "#lib/aws/result.ts";
import { isComplete, type ObjectScan as Scan, totalOf } from "#lib/posture/object-scan.ts";
import { readScans, type ScanStop } from "./read-scans.ts";

const LIMITS = [1_000, 10_000, 100_000];

/** Looks at the objects of chosen buckets, on request, and says how much of them it saw. */
export function ObjectScan({
  keyArn,
  region,
  buckets,
}: {
  keyArn: string;
  region: string;
  /** Those of the key's Region. A likely one has the key in its default. */
  buckets: { name: string; isLikely: boolean }[];
}) {
  const id = useId();
  const [chosen, setChosen] = useState(
    () => new Set(buckets.filter(({ isLikely }) => isLikely).map(({ name }) => name)),
  );
  const [limit, setLimit] = useState(LIMITS[0] ?? 0);
  const [scans, setScans] = useState<ReadonlyMap<string, Scan>>(new Map());
  const [asked, setAsked] = useState<string[]>([]);
  const [end, setEnd] = useState<{ at: Date; stop: ScanStop | null } | null>(null);
  const running = useRef<AbortController | null>(null);
  const isRunning = asked.length > 0 && end === null;

  async function look() {
    const stopping = new AbortController();
    running.current = stopping;
    const names = buckets.map(({ name }) => name).filter((name) => chosen.has(name));
    setAsked(names);
    setScans(new Map());
    setEnd(null);
    const stop = await readScans({ keyArn, buckets: names, limit, signal: stopping.signal }, (scan) => {
      setScans((known) => new Map(known).set(scan.bucket, scan));
    });
    if (running.current === stopping) setEnd({ at: new Date(), stop });
  }

  function choose(name: string, isChosen: boolean) {
    setChosen((known) => {
      const next = new Set(known);
      if (isChosen) next.add(name);
      else next.delete(name);
      return next;
    });
  }

  const rows = asked.flatMap((name) => scans.get(name) ?? []);
  const total = totalOf(rows);
  const failure = end?.stop?.failure ?? null;
  return (
    <section aria-label="Objects under this key" className="grid min-w-0 gap-3">
      <div>
        <h3 className="font-[600]">Objects and versions under this key</h3>
        <p className="max-w-[80ch] text-dim">
          S3 keeps no list of objects by key: each has to be asked for its encryption, by a HEAD request. Until that is
          done, how many are under this key is not known.
        </p>
      </div>
      {buckets.length === 0 ? (
        <p className="text-dim">This account has no bucket in {region} that could be looked at.</p>
      ) : (
        <>
          <fieldset className="min-w-0" disabled={isRunning}>
            <legend className="mb-1 font-[550]">Buckets to look at</legend>
            <ul className="grid max-h-44 gap-x-6 overflow-y-auto rounded-md border border-line px-3 py-1.5 sm:grid-cols-2">
              {buckets.map(({ name, isLikely }) => (
                <li key={name}>
                  <label className="flex min-h-6 items-center gap-2">
                    <input
                      checked={chosen.has(name)}
                      onChange={(event) => choose(name, event.target.checked)}
                      type="checkbox"
                    />
                    <span className="min-w-0 font-mono text-sm wrap-anywhere">{name}</span>
                    {isLikely && <span className="text-xs text-dim">its default</span>}
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
          <div className="flex flex-wrap items-center gap-3">
            <label className="flex items-center gap-2" htmlFor={id}>
              Versions of each bucket, at most
              <select
                className="control"
                disabled={isRunning}
                id={id}
                onChange={(event) => setLimit(Number(event.target.value))}
                value={limit}
              >
                {LIMITS.map((count) => (
                  <option key={count} value={count}>
                    {formatCount(count)}
                  </option>
                ))}
              </select>
            </label>
            {isRunning ? (
              <Button onClick={() => running.current?.abort()}>Stop</Button>
            ) : (
              <Button disabled={chosen.size === 0} onClick={() => void look()}>
                Look at objects
              </Button>
            )}
          </div>
        </>
      )}
      {isRunning && (
        <Progress
          label={`Reading ${asked[rows.length - 1] ?? asked[0] ?? ""}`}
          max={asked.length * limit}
          value={total.read}
        >
          {formatCount(total.read)} read · {formatCount(total.underKey)} under this key
        </Progress>
      )}
      {failure !== null && <FailureNotice failure={failure} live title="Not everything was read" />}
      {rows.length > 0 && <ScanTable isRunning={isRunning} rows={rows} />}
      {end !== null && (
        <output className="block max-w-[96ch]">
          <b className="font-[600]">
            {formatCount(total.underKey)} {total.underKey === 1 ? "object or version" : "objects and versions"} under
            this key
          </b>{" "}
          ({formatSize(total.bytes)}) among {formatCount(total.read)} that were read in {formatCount(rows.length)} of{" "}
          {formatCount(buckets.length)} buckets, at {utcTime(end.at)}
          {end.stop?.isStopped === true && ", until you stopped it"}.{" "}
          {total.complete === buckets.length
            ? "Every version of every bucket of this Region and account was read."
            : `${formatCount(total.complete)} ${total.complete === 1 ? "bucket was" : "buckets were"} read in full; what the others hold is not known.`}{" "}
          <span className="text-dim">Buckets of other accounts and uploads that are not finished are not in it.</span>
        </output>
      )}
    </section>
  );
}

function ScanTable({ rows, isRunning }: { rows: Scan[]; isRunning: boolean }) {
  return (
    <Table caption="Objects under this key, by bucket">
      <THead>
        <TR>
          <TH>Bucket</TH>
          <TH align="right">Current</TH>
          <TH align="right">Older versions</TH>
          <TH align="right">Size</TH>
          <TH>Read</TH>
        </TR>
      </THead>
      <TBody>
        {rows.map((scan) => (
          <TR key={scan.bucket}>
            <TD mono row wrap>
              {scan.bucket}
            </TD>
            <TD align="right">{countOf(scan, scan.current)}</TD>
            <TD align="right">{countOf(scan, scan.older)}</TD>
            <TD align="right">{isComplete(scan) || scan.bytes > 0 ? formatSize(scan.bytes) : "not known"}</TD>
            <TD wrap>{coverageOf(scan, isRunning)}</TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

/** While not all was read there may be more, and none that was seen is not none. */
function countOf(scan: Scan, count: number): string {
  if (isComplete(scan)) return formatCount(count);
  return count === 0 ? "not known" : `${formatCount(count)} or more`;
}

/** How much of a bucket the counts are about. */
function coverageOf(scan: Scan, isRunning: boolean): string {
  if (isComplete(scan)) return `All ${formatCount(scan.read)}`;
  const read = `${formatCount(scan.read)} of ${formatCount(scan.listed)} listed`;
  const rest = [
    scan.failure === null ? null : reasonOf(scan.failure),
    scan.hasMore ? (isRunning && !scan.isOver ? "going on" : "more may exist and were not read") : null,
  ].filter((part) => part !== null);
  return [read, ...rest].join(" · ");
}
