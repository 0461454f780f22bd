import type { Failure } from "#lib/aws/result.ts";
import type { StepAnswer } from "#lib/s3/bulk.ts";

/** One bucket's part of a bulk change; the rest is what the server is sent beside its name. */
export type Step = { bucket: string; seen: string; change: string; [more: string]: string };

/** How far a bucket's part is. Nothing that was sent is ever said to be undone or done without an answer. */
export type StepState =
  | { status: "waiting" }
  | { status: "running" }
  | { status: "done"; now: string; commands: string[] }
  | { status: "failed"; failure: Failure; commands: string[] }
  /** Sent, and what came of it could not be learned: it may have been changed or not. */
  | { status: "unanswered"; reason: string; commands: string[] };

/** Why it came to an end before its last bucket; null when it did not. */
export type Ending = "stopped" | "signed-out" | "unreachable" | null;

export type Sent = { state: StepState; ending: Ending };

const LANES = 4;

/** Sends the steps, a few at a time, and tells of each as it goes. Starts no more once stopped, or once an answer says that the next would fare no better. */
export async function runSteps(
  steps: readonly Step[],
  {
    send = sendStep,
    isStopped,
    onState,
  }: {
    send?: (step: Step) => Promise<Sent>;
    isStopped: () => boolean;
    onState: (bucket: string, state: StepState) => void;
  },
): Promise<Ending> {
  const left = [...steps];
  let ended: Ending = null;

  async function work(): Promise<void> {
    while (ended === null && !isStopped()) {
      const step = left.shift();
      if (step === undefined) return;
      onState(step.bucket, { status: "running" });
      const { state, ending } = await send(step);
      onState(step.bucket, state);
      ended ??= ending;
    }
  }

  await Promise.all(Array.from({ length: LANES }, work));
  return ended ?? (left.length > 0 ? "stopped" : null);
}

/** Sends one step and judges its answer. */
export async function sendStep(step: Step, ask: typeof fetch = fetch): Promise<Sent> {
  try {
    const response = await ask("/api/bulk", { method: "POST", body: JSON.stringify(step) });
    if (response.status === 401) return { state: { status: "waiting" }, ending: "signed-out" };
    const answer: StepAnswer | { failure: Failure } | { invalid: true } = await response.json();
    if ("invalid" in answer) return unanswered("The console did not understand this request.", []);
    if ("failure" in answer) return judge(answer.failure, "commands" in answer ? answer.commands : []);
    return { state: { status: "done", now: answer.now, commands: answer.commands }, ending: null };
  } catch {
    return { ...unanswered("No answer came from the console.", []), ending: "unreachable" };
  }
}

/** A failure can leave open whether the change that was sent took place. */
function judge(failure: Failure, commands: string[]): Sent {
  const ending = failure.code === "unreachable" || failure.code === "expired" ? "unreachable" : null;
  if (failure.outcome === "unknown" || failure.outcome === "accepted") {
    return { ...unanswered(`${failure.service} ${failure.operation}: ${failure.message}`, commands), ending };
  }
  return { state: { status: "failed", failure, commands }, ending };
}

function unanswered(reason: string, commands: string[]): Sent {
  return { state: { status: "unanswered", reason, commands }, ending: null };
}
