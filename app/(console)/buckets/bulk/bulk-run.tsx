"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { LeaveGuard } from "#components/leave-guard.tsx";
import { Notice } from "#components/notice.tsx";
import { SentCommands } from "#components/sent-commands.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { rememberRun } from "./run-memory.ts";
import { type Ending, runSteps, type Step, type StepState } from "./run-steps.ts";
import { StepResult } from "./step-result.tsx";

const WAITING: StepState = { status: "waiting" };

/** Runs a plan, a few buckets at a time, and says of each what came of it. What is not known is to be read again. */
export function BulkRun({
  steps,
  script,
  verb,
}: {
  /** `command` is the change that the step sends. */
  steps: { step: Step; region: string; command: string; before: ReactNode; after: ReactNode }[];
  script: ReactNode;
  /** "Set DSSE-KMS" */
  verb: string;
}) {
  const [states, setStates] = useState<Record<string, StepState>>({});
  const [running, setRunning] = useState(false);
  const [ending, setEnding] = useState<Ending | "not begun">("not begun");
  const stopped = useRef(false);
  const memory = useRef<ReturnType<typeof rememberRun> | null>(null);
  const stateOf = (bucket: string) => states[bucket] ?? WAITING;
  const waiting = steps.filter(({ step }) => stateOf(step.bucket).status === "waiting");
  const finished = steps.filter(({ step }) => !["waiting", "running"].includes(stateOf(step.bucket).status));
  const commands = steps.flatMap(({ step }) => {
    const state = stateOf(step.bucket);
    return "commands" in state ? state.commands : [];
  });
  const unanswered = steps.filter(({ step }) => stateOf(step.bucket).status === "unanswered");
  // Where the console itself gave no answer, it did not say either what it had sent.
  const perhapsSent = unanswered.flatMap(({ step, command }) => {
    const state = stateOf(step.bucket);
    return state.status === "unanswered" && state.commands.length === 0 ? [command] : [];
  });

  useEffect(
    () => () => {
      stopped.current = true;
      memory.current?.leave();
    },
    [],
  );

  async function run() {
    stopped.current = false;
    setRunning(true);
    setEnding("not begun");
    memory.current?.leave();
    const run = rememberRun(steps.map(({ step }) => [step.bucket, stateOf(step.bucket)]));
    memory.current = run;
    const how = await runSteps(
      waiting.map(({ step }) => step),
      {
        isStopped: () => stopped.current,
        onState: (bucket, state) => {
          run.note(bucket, state);
          setStates((before) => ({ ...before, [bucket]: state }));
        },
      },
    );
    run.end();
    setEnding(how);
    setRunning(false);
  }

  return (
    <div className="grid gap-4">
      {running && (
        <LeaveGuard
          description={`${finished.length} of ${steps.length} buckets are through. Leaving this page sends no more; what was sent already goes on, and its answer is not shown here any more. In another tab the console can be used meanwhile.`}
          leave="Send no more and leave"
          onLeave={() => {
            stopped.current = true;
          }}
          title="Leave while buckets are being changed?"
          whole
        />
      )}
      <Table caption="Buckets that change">
        <THead>
          <TR>
            <TH>Changes</TH>
            <TH>Before</TH>
            <TH>After</TH>
            <TH>Result</TH>
          </TR>
        </THead>
        <TBody>
          {steps.map(({ step: { bucket }, region, before, after }) => (
            <TR key={bucket}>
              <TD row wrap>
                {bucket}
                <span className="block text-sm font-normal text-dim">{region}</span>
              </TD>
              <TD wrap>{before}</TD>
              <TD wrap>{after}</TD>
              <TD wrap>
                <StepResult ended={ending !== "not begun"} state={stateOf(bucket)} />
              </TD>
            </TR>
          ))}
        </TBody>
      </Table>
      {(running || ending !== "not begun") && (
        <Progress
          label={`${finished.length - unanswered.length} of ${steps.length} answered${unanswered.length > 0 ? `, ${unanswered.length} not known` : ""}`}
          max={steps.length}
          value={finished.length}
        />
      )}
      {ending !== "not begun" && <Summary ending={ending} states={steps.map(({ step }) => stateOf(step.bucket))} />}
      {commands.length > 0 || perhapsSent.length > 0 ? <SentCommands commands={commands} /> : script}
      <SentCommands commands={perhapsSent} title="What may have been sent" />
      <div className="flex flex-wrap items-center gap-2">
        {running ? (
          <Button
            onClick={() => {
              stopped.current = true;
            }}
          >
            Stop after those under way
          </Button>
        ) : (
          waiting.length > 0 && (
            <Button onClick={() => void run()} variant="primary" wrap>
              {verb} on {waiting.length === 1 ? "1 bucket" : `${waiting.length} buckets`}
            </Button>
          )
        )}
        {!running && ending !== "not begun" && (
          <Button onClick={() => window.location.reload()}>Read the plan again</Button>
        )}
      </div>
    </div>
  );
}

const ENDINGS = {
  stopped: "You stopped it.",
  "signed-out": "Your session has ended: sign in again in another tab, or reload this page.",
  unreachable: "It was stopped, because no answer came.",
};

/** What came of it all, by number. */
function Summary({ ending, states }: { ending: Ending; states: StepState[] }) {
  const count = (status: StepState["status"]) => states.filter((state) => state.status === status).length;
  const [done, failed, unanswered, waiting] = [count("done"), count("failed"), count("unanswered"), count("waiting")];
  const parts = [
    `${done} changed and read back as asked`,
    ...(failed > 0 ? [`${failed} not as asked, see why in its row`] : []),
    ...(unanswered > 0 ? [`${unanswered} not known: read the plan again to see what is in force`] : []),
    ...(waiting > 0 ? [`${waiting} not sent`] : []),
  ];
  const whole = done === states.length;
  return (
    <Notice
      live
      title={
        whole
          ? "Every bucket is as asked, as AWS reads it back"
          : unanswered > 0
            ? "Not every bucket is known to be as asked"
            : "Not every bucket was changed as asked"
      }
      tone={whole ? "ok" : "warn"}
    >
      {ending !== null && `${ENDINGS[ending]} `}
      {parts.join("; ")}.
    </Notice>
  );
}
