import type { ChangeWords } from "#components/change-title.ts";
import type { ActionState } from "#lib/auth/action-state.ts";

/** How a change ended that was sent. */
type Ended = Extract<ActionState, { status: "done" | "failed" }>;

/** A form, or the dialogs around one: whoever shows how its last change ended for as long as it is on the page. */
export type Holder = number;

export type Outcome = { holder: Holder; words: ChangeWords; ended: Ended };

/** The last change of each holder, the holders that are on the page, and its address. */
export type OutcomeBoard = { outcomes: readonly Outcome[]; present: ReadonlySet<Holder>; place: string };

export type BoardEvent =
  | { type: "came" | "went" | "forgotten"; holder: Holder }
  | { type: "ended"; outcome: Outcome }
  /** The person went to another page or tab. */
  | { type: "moved"; place: string };

export const EMPTY_BOARD: OutcomeBoard = { outcomes: [], present: new Set(), place: "" };

export function onBoard(board: OutcomeBoard, event: BoardEvent): OutcomeBoard {
  const { outcomes, present, place } = board;
  switch (event.type) {
    case "came":
      return { ...board, present: new Set([...present, event.holder]) };
    case "went":
      return { ...board, present: new Set([...present].filter((holder) => holder !== event.holder)) };
    case "forgotten":
      return { ...board, outcomes: without(outcomes, event.holder) };
    case "ended":
      return { ...board, outcomes: [...without(outcomes, event.outcome.holder), event.outcome] };
    case "moved":
      if (event.place === place) return board;
      return { outcomes: outcomes.filter(({ holder }) => present.has(holder)), present, place: event.place };
  }
}

/** The outcomes that nothing on the page shows any more. */
export function unshown({ outcomes, present }: OutcomeBoard): Outcome[] {
  return outcomes.filter(({ holder }) => !present.has(holder));
}

function without(outcomes: readonly Outcome[], holder: Holder): Outcome[] {
  return outcomes.filter((outcome) => outcome.holder !== holder);
}
