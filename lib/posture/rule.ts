import { type Failure, reasonOf, type Result } from "#lib/aws/result.ts";

/** What a rule says of one bucket or key. A refused read is unknown, never a pass. */
export type Verdict =
  | { verdict: "pass" }
  | { verdict: "fail"; why: string }
  /** `failure` is AWS's refusal; null where AWS answered and the answer still does not tell. */
  | { verdict: "unknown"; why: string; failure: Failure | null }
  | { verdict: "not-applicable"; why: string };

/** From what fails or is lost, over what protects less than it can, to what one should know. */
export const SEVERITIES = ["broken", "weak", "note"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Where in the console it is put right, or at least seen. */
type Place = "encryption" | "policy" | "settings" | "key" | "rotation";

/** A check of one bucket or key, in words and as a function of what AWS answered. */
export type Rule<Subject> = {
  /** What holds where it passes. */
  title: string;
  /** What is the case where it fails. */
  fault: string;
  severity: Severity;
  /** Why that matters, in one sentence. */
  matters: string;
  /** What the page of its place offers to do about it: a verb. */
  remedy: string;
  place: Place;
  check: (subject: Subject) => Verdict;
};

export const PASS: Verdict = { verdict: "pass" };

export function fail(why: string): Verdict {
  return { verdict: "fail", why };
}

export function unknown(why: string, failure: Failure | null = null): Verdict {
  return { verdict: "unknown", why, failure };
}

export function notApplicable(why: string): Verdict {
  return { verdict: "not-applicable", why };
}

/** Judges what AWS answered; what it refused is unknown. */
export function ifKnown<T>(read: Result<T>, judge: (value: T) => Verdict): Verdict {
  return read.ok ? judge(read.value) : unknown(reasonOf(read.failure), read.failure);
}
