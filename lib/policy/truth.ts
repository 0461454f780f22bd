/** Whether something holds. A text is for what nobody can know here, and says when it holds: "only for …", "only where …". */
export type Truth = boolean | string;

/** One false decides, else one that is not known. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.find((truth) => typeof truth === "string") ?? true;
}

/** One true decides, else one that is not known. */
export function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.find((truth) => typeof truth === "string") ?? false;
}

/** What is not known stays so, with the same words. */
export function not(truth: Truth): Truth {
  return typeof truth === "string" ? truth : !truth;
}
