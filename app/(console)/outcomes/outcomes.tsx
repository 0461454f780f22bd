"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useReducer } from "react";
import { doneTitle } from "#components/change-title.ts";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { SentCommands } from "#components/sent-commands.tsx";
import { takeFocus } from "#components/take-focus.ts";
import { Button } from "#components/ui/button.tsx";
import { BoardContext } from "./board-context.ts";
import { EMPTY_BOARD, onBoard, type Outcome, unshown } from "./outcome-board.ts";

/**
 * Keeps how a change ended above the page when the form that sent it is no longer there: after every change the page is
 * read anew, and what cannot be read any more has no form.
 */
export function Outcomes({ children }: { children: ReactNode }) {
  const [board, tell] = useReducer(onBoard, EMPTY_BOARD);
  const place = `${usePathname()}?${useSearchParams().toString()}`;
  useEffect(() => tell({ type: "moved", place }), [place]);
  return (
    <BoardContext value={tell}>
      {unshown(board).map((outcome) => (
        <KeptOutcome
          key={outcome.holder}
          onPutAway={() => tell({ type: "forgotten", holder: outcome.holder })}
          outcome={outcome}
        />
      ))}
      {children}
    </BoardContext>
  );
}

function KeptOutcome({ outcome: { ended, words }, onPutAway }: { outcome: Outcome; onPutAway: () => void }) {
  return (
    <section
      aria-label="How the last change ended"
      className="mb-6 grid max-w-[96ch] gap-3 outline-none"
      ref={takeFocus}
      tabIndex={-1}
    >
      {ended.status === "failed" ? (
        <FailedChange commands={ended.commands} failure={ended.failure} words={words} />
      ) : (
        <>
          <Notice live title={doneTitle(words)} tone="ok" />
          <SentCommands commands={ended.commands} />
        </>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button onClick={onPutAway} size="sm">
          Put this away
        </Button>
        <span className="text-dim">The page was read anew since then, and the form that sent this is not on it.</span>
      </div>
    </section>
  );
}
