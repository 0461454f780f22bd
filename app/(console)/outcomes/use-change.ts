"use client";
import { useActionState, useContext } from "react";
import type { ChangeWords } from "#components/change-title.ts";
import { type ActionState, IDLE } from "#lib/auth/action-state.ts";
import { HolderContext, useBoard, useHolder } from "./board-context.ts";

/** The state of a change, what sends it, and whether it is under way. How it ended stays on the page when the form does not. */
export function useChange(
  action: (previous: ActionState, form: FormData) => Promise<ActionState>,
  words: ChangeWords,
): [state: ActionState, act: (form: FormData) => void, pending: boolean] {
  const tell = useBoard();
  const own = useHolder();
  const holder = useContext(HolderContext) ?? own;
  return useActionState(async (previous: ActionState, form: FormData) => {
    const next = await action(previous, form);
    // Not in an effect: the form may be gone before it learns of this.
    if (next.status === "done" || next.status === "failed") {
      tell({ type: "ended", outcome: { holder, words, ended: next } });
    } else {
      tell({ type: "forgotten", holder });
    }
    return next;
  }, IDLE);
}
