import { expect, test } from "vitest";
import type { Failure } from "#lib/aws/result.ts";
import { runSteps, sendStep, type Sent, type Step, type StepState } from "./run-steps.ts";

const stepOf = (bucket: string): Step => ({ bucket, seen: "SSE-S3", change: "sse-c" });
const DONE: Sent = { state: { status: "done", now: "SSE-S3", commands: [] }, ending: null };

const FAILURE: Failure = {
  code: "denied",
  service: "S3",
  operation: "PutBucketEncryption",
  name: "AccessDenied",
  message: "",
  permission: null,
  hint: "",
  requestId: null,
};

function answering(status: number, body: object): typeof fetch {
  return async () => Response.json(body, { status });
}

test("every step is sent once, a few at a time, and told of as it goes", async () => {
  const told: [string, StepState["status"]][] = [];
  let [running, most] = [0, 0];
  const steps = Array.from({ length: 11 }, (_, index) => stepOf(`bucket-${index}`));
  const ending = await runSteps(steps, {
    isStopped: () => false,
    onState: (bucket, { status }) => told.push([bucket, status]),
    send: async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return DONE;
    },
  });
  expect(ending).toBeNull();
  expect(most).toBe(4);
  expect(
    told
      .filter(([, status]) => status === "done")
      .map(([bucket]) => bucket)
      .toSorted(),
  ).toEqual(steps.map(({ bucket }) => bucket).toSorted());
});

test.for<["stopped" | "signed-out" | "unreachable"]>([["stopped"], ["signed-out"], ["unreachable"]])(
  "once %s, no more are sent, and what is under way is waited for",
  async ([how]) => {
    const sent: string[] = [];
    const done: string[] = [];
    let stopped = false;
    const ending = await runSteps(["a", "b", "c", "d", "e", "f"].map(stepOf), {
      isStopped: () => stopped,
      onState: (bucket, { status }) => status === "done" && done.push(bucket),
      send: async ({ bucket }) => {
        sent.push(bucket);
        await new Promise((resolve) => setTimeout(resolve, bucket === "a" ? 1 : 5));
        stopped ||= how === "stopped";
        return bucket === "a" && how !== "stopped" ? { ...DONE, ending: how } : DONE;
      },
    });
    expect(ending).toBe(how);
    expect(sent).toEqual(["a", "b", "c", "d"]);
    expect(done.toSorted()).toEqual(["a", "b", "c", "d"]);
  },
);

test.for<[string, typeof fetch, Partial<StepState>, Sent["ending"]]>([
  ["done", answering(200, { ok: true, now: "SSE-S3", commands: ["aws"] }), { status: "done", now: "SSE-S3" }, null],
  ["refused", answering(200, { ok: false, failure: FAILURE, commands: ["aws"] }), { status: "failed" }, null],
  ["refused before AWS was asked", answering(403, { failure: FAILURE }), { status: "failed", commands: [] }, null],
  ["signed out", answering(401, { signedOut: true }), { status: "waiting" }, "signed-out"],
  [
    "sent to an AWS that never answered",
    answering(200, { ok: false, failure: { ...FAILURE, code: "unreachable", outcome: "unknown" }, commands: ["aws"] }),
    { status: "unanswered" },
    "unreachable",
  ],
  [
    "taken, and not read back",
    answering(200, { ok: false, failure: { ...FAILURE, outcome: "accepted" }, commands: ["aws"] }),
    { status: "unanswered" },
    null,
  ],
  [
    "not sent, as AWS was away before",
    answering(200, { ok: false, failure: { ...FAILURE, code: "unreachable" }, commands: [] }),
    { status: "failed" },
    "unreachable",
  ],
  ["not answered", () => Promise.reject(new TypeError("Failed to fetch")), { status: "unanswered" }, "unreachable"],
  [
    "answered with a page",
    async () => new Response("<h1>502</h1>", { status: 502 }),
    { status: "unanswered" },
    "unreachable",
  ],
])("a step that was %s", async ([, ask, state, ending]) => {
  const sent = await sendStep(stepOf("a"), ask);
  expect(sent.state).toMatchObject(state);
  expect(sent.ending).toBe(ending);
});
