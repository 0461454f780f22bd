import type { Failure } from "#lib/aws/result.ts";
import type { ProbeReport } from "#lib/s3/probe.ts";

export type ProbeAnswer =
  /** `commands`: every request that was sent, as AWS CLI lines. */
  | { status: "done"; report: ProbeReport; commands: string[] }
  | { status: "failed"; failure: Failure }
  | { status: "unanswered"; reason: string };

/** Asks the console to send the probes; every answer, and none, is one of three. */
export async function sendProbes(bucket: string, ask: typeof fetch = fetch): Promise<ProbeAnswer> {
  try {
    const response = await ask("/api/probe", {
      method: "POST",
      body: JSON.stringify({ bucket, confirmation: bucket }),
    });
    if (response.status === 401) return { status: "unanswered", reason: "You are signed out. Sign in and try again." };
    const answer: { report: ProbeReport; commands: string[] } | { failure: Failure } | { invalid: true } =
      await response.json();
    if ("invalid" in answer) return { status: "unanswered", reason: "The console did not understand this request." };
    return "failure" in answer ? { status: "failed", failure: answer.failure } : { status: "done", ...answer };
  } catch {
    return { status: "unanswered", reason: "The console did not answer." };
  }
}
