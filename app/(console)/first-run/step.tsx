import type { ReactNode } from "react";
import { Icon } from "#components/icon.tsx";

export type StepState = "done" | "current" | "later";

const LOOKS = {
  done: { mark: "border-accent bg-accent text-on-accent", title: "", word: "Done" },
  current: { mark: "border-accent text-accent", title: "", word: "Now" },
  later: { mark: "border-line text-dim", title: "text-dim", word: "Later" },
} satisfies Record<StepState, { mark: string; title: string; word: string }>;

/** One step of four. It is ticked by what AWS reads back and by nothing else, so it says by which requests. */
export function Step({
  number,
  title,
  state,
  readBy,
  children,
}: {
  number: number;
  title: string;
  state: StepState;
  /** AWS's names of the requests whose answers tick it. */
  readBy: string;
  children: ReactNode;
}) {
  const { mark, title: tone, word } = LOOKS[state];
  return (
    <li className="group/step relative grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3.5 pb-8 last:pb-0">
      <span aria-hidden="true" className="absolute top-8 bottom-1 left-3.5 w-px bg-line group-last/step:hidden" />
      <span aria-hidden="true" className={`grid size-7 place-items-center rounded-full border font-[600] ${mark}`}>
        {state === "done" ? <Icon name="check" size={14} /> : number}
      </span>
      <div className="grid min-w-0 content-start gap-4 pt-0.5">
        <div>
          <h2 className={`text-lg font-[600] ${tone}`}>
            {title}
            <span className="sr-only"> · {word}</span>
          </h2>
          <p className="text-sm text-dim">
            {state === "done" ? "Ticked by what AWS answered to" : "Will be ticked by what AWS answers to"}{" "}
            <code className="font-mono">{readBy}</code>
          </p>
        </div>
        {state !== "later" && children}
      </div>
    </li>
  );
}
