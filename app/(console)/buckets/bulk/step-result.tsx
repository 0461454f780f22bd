import { Tag } from "#components/tag.tsx";
import { type AwsErrorCode, permissionLabel } from "#lib/aws/result.ts";
import type { StepState } from "./run-steps.ts";

/** What came of one bucket's part. `ended`: what waits now was not sent. */
export function StepResult({ state, ended }: { state: StepState; ended: boolean }) {
  switch (state.status) {
    case "waiting":
      return <span className="text-dim">{ended ? "Not sent" : "Not sent yet"}</span>;
    case "running":
      return <span className="text-dim">Under way…</span>;
    case "done":
      return (
        <>
          <Tag tone="accent">done</Tag> <span className="text-sm text-dim">AWS reads back: {state.now}</span>
        </>
      );
    case "failed":
      return (
        <>
          <Tag tone="bad">{WORDS.get(state.failure.name) ?? KINDS[state.failure.code]}</Tag>{" "}
          <span className="text-sm">
            {state.failure.message}
            {state.failure.permission !== null && (
              <>
                {" "}
                {permissionLabel(state.failure)}:{" "}
                <code className="font-mono font-[600]">{state.failure.permission}</code>
              </>
            )}
          </span>
        </>
      );
    case "unanswered":
      return (
        <>
          <Tag tone="warn">not known</Tag>{" "}
          <span className="text-sm">{state.reason} What is in force is not known: read the plan again.</span>
        </>
      );
  }
}

/** In a word or two how AWS failed: what it never got is not what it refused. */
const KINDS = {
  denied: "refused",
  expired: "credentials expired",
  missing: "not found",
  conflict: "refused",
  invalid: "refused",
  throttled: "throttled",
  unreachable: "not reached",
  unknown: "failed",
} satisfies Record<AwsErrorCode, string>;

const WORDS = new Map([
  ["ChangedMeanwhile", "changed meanwhile"],
  ["ReadBackMismatch", "not as asked"],
]);
