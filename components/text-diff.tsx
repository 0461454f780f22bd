import { type LineChange, lineChanges } from "./line-changes.ts";

const LOOKS: Record<LineChange["kind"], { mark: string; word: string; row: string }> = {
  same: { mark: " ", word: "", row: "" },
  added: { mark: "+", word: "added: ", row: "bg-ok-soft text-ok" },
  removed: { mark: "−", word: "removed: ", row: "bg-bad-soft text-bad" },
};

/** What a change does to a text, line by line: the lines that go, the lines that come, and a few around. */
export function TextDiff({ before, after, label }: { before: string; after: string; label: string }) {
  const runs = lineChanges(before, after);
  if (runs.length === 0) return <p className="text-dim">Nothing changes.</p>;
  return (
    <section
      aria-label={label}
      className="max-h-[32rem] overflow-auto rounded-lg border border-line bg-panel py-1.5 font-mono text-sm -outline-offset-2"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {runs.map((run, index) => (
        <div className="w-max min-w-full" key={run[0]?.line}>
          {index > 0 && <div className="my-1 border-t border-dashed border-line" />}
          {run.map(({ kind, line, text }) => (
            <div className={`flex gap-3 px-3 ${LOOKS[kind].row}`} key={`${kind}${line}`}>
              <span aria-hidden className="w-8 shrink-0 text-right text-dim select-none">
                {line}
              </span>
              <span aria-hidden className="shrink-0 select-none">
                {LOOKS[kind].mark}
              </span>
              <span className="whitespace-pre">
                {LOOKS[kind].word !== "" && <span className="sr-only">{LOOKS[kind].word}</span>}
                {text}
              </span>
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
