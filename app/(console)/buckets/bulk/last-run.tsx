"use client";
import { useSyncExternalStore } from "react";
import { Notice } from "#components/notice.tsx";
import { utcTime } from "#components/time.tsx";
import { Button } from "#components/ui/button.tsx";
import { forgetLastRun, fromText, lastRunText, listenToRuns, runInWords } from "./run-memory.ts";

/** What this tab knows of the last run here, where the page was reloaded or left before every bucket was as asked. */
export function LastRun() {
  const text = useSyncExternalStore(listenToRuns, lastRunText, () => null);
  const run = fromText(text);
  if (run === null) return null;
  // A reload ends what is under way as a silent console does: the one is no more known than the other.
  const isUnsure = Object.values(run.known).some((known) => known === "sent" || known === "unanswered");
  return (
    <div className="mb-4">
      <Notice
        title={
          isUnsure
            ? "Of the last run in this tab not everything is known"
            : "The last run in this tab did not make every bucket as asked"
        }
        tone="warn"
      >
        <p>It began at {utcTime(new Date(run.begun))}. What the plan says below was read from AWS since.</p>
        <ul className="mt-1 grid list-disc gap-1 pl-4">
          {runInWords(run).map(({ sentence, buckets }) => (
            <li className="wrap-anywhere" key={sentence}>
              {sentence}: {buckets.join(", ")}
            </li>
          ))}
        </ul>
        <div className="mt-2">
          <Button onClick={forgetLastRun} size="sm">
            Forget it
          </Button>
        </div>
      </Notice>
    </div>
  );
}
