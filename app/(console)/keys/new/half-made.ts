import type { ActionState } from "#lib/auth/action-state.ts";

/** Whether a key was made but not completed. Pressing again would make a second one. */
export function isHalfMade(state: ActionState): boolean {
  return state.status === "failed" && state.commands.length > 0 && state.failure.subject !== undefined;
}
