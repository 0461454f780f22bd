import type { StepState } from "./run-steps.ts";

/** What was known of a bucket when its page was left. "sent": no answer was seen. */
const KNOWN = ["not sent", "sent", "done", "failed", "unanswered"] as const;

type Known = (typeof KNOWN)[number];

/** A run as the tab remembers it, by the page's address: when it began, in ISO 8601, and each bucket of it. */
export type Run = { begun: string; known: Record<string, Known> };

const OF_STATE = {
  waiting: "not sent",
  running: "sent",
  done: "done",
  failed: "failed",
  unanswered: "unanswered",
} as const satisfies Record<StepState["status"], Known>;

/** A run that begins, where some of its buckets may be through already from one before. */
export function beginRun(begun: Date, states: readonly (readonly [bucket: string, StepState])[]): Run {
  const known = states.map(([bucket, { status }]) => [bucket, OF_STATE[status]] as const);
  return { begun: begun.toISOString(), known: Object.fromEntries(known) };
}

/** The same run, after one of its buckets came to another state. */
export function withState(run: Run, bucket: string, { status }: StepState): Run {
  return { ...run, known: { ...run.known, [bucket]: OF_STATE[status] } };
}

/** Reads back what was remembered; null where it is none of ours. */
export function fromText(text: string | null): Run | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isRun(value) ? value : null;
  } catch {
    return null;
  }
}

function isRun(value: unknown): value is Run {
  if (typeof value !== "object" || value === null || !("begun" in value) || !("known" in value)) return false;
  const { begun, known } = value;
  if (typeof begun !== "string" || Number.isNaN(Date.parse(begun)) || typeof known !== "object" || known === null) {
    return false;
  }
  return Object.values(known).every((one) => KNOWN.some((word) => word === one));
}

/** What is known of a run, a sentence a line with the buckets that it is about. */
export function runInWords({ known }: Run): { sentence: string; buckets: string[] }[] {
  return SENTENCES.flatMap(({ of, sentence }) => {
    const buckets = Object.keys(known).filter((bucket) => known[bucket] !== undefined && of.includes(known[bucket]));
    return buckets.length === 0 ? [] : [{ sentence: `${buckets.length} ${sentence}`, buckets }];
  });
}

const SENTENCES: { of: Known[]; sentence: string }[] = [
  { of: ["sent", "unanswered"], sentence: "sent, and no answer was seen: it may have been changed or not" },
  { of: ["failed"], sentence: "not as asked, as AWS answered" },
  { of: ["not sent"], sentence: "not sent" },
  { of: ["done"], sentence: "changed and read back as asked then" },
];

/** Runs of this document that still show themselves; they need not be remembered to it. */
const shown = new Set<string>();
const listeners = new Set<() => void>();

function placeOfPage(): string {
  return `twofold bulk ${window.location.pathname}${window.location.search}`;
}

/** Begins to remember a run of this page. `note` and `end` write to the page it began on, wherever one is meanwhile. */
export function rememberRun(states: Parameters<typeof beginRun>[1]): {
  note: (bucket: string, state: StepState) => void;
  end: () => void;
  leave: () => void;
} {
  const place = placeOfPage();
  let run = beginRun(new Date(), states);
  const { begun } = run;
  shown.add(begun);
  keep(place, run);
  return {
    note: (bucket, state) => keep(place, (run = withState(run, bucket, state))),
    // What is done is what AWS reads back, and need not be told again.
    end: () => Object.values(run.known).every((one) => one === "done") && keep(place, null),
    leave: () => {
      shown.delete(begun);
      tell();
    },
  };
}

/** A browser can forbid a page to remember anything: then a run is not told of later, and goes on all the same. */
function keep(place: string, run: Run | null): void {
  try {
    if (run === null) window.sessionStorage.removeItem(place);
    else window.sessionStorage.setItem(place, JSON.stringify(run));
  } catch {
    return;
  }
  tell();
}

function tell(): void {
  for (const listen of listeners) listen();
}

export function forgetLastRun(): void {
  keep(placeOfPage(), null);
}

/** The run of this page that shows itself no more, as text; null where there is none. */
export function lastRunText(): string | null {
  try {
    const text = window.sessionStorage.getItem(placeOfPage());
    const run = fromText(text);
    return run === null || shown.has(run.begun) ? null : text;
  } catch {
    return null;
  }
}

export function listenToRuns(listen: () => void): () => void {
  listeners.add(listen);
  return () => void listeners.delete(listen);
}
