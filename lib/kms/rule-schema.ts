import type { z } from "zod";

/** A refinement by a function that says in a sentence which rule a value breaks, or null. */
export function ruledBy<T>(reason: (value: T) => string | null) {
  return (value: T, context: z.core.$RefinementCtx<T>): void => {
    const message = reason(value);
    if (message !== null) context.addIssue({ code: "custom", message });
  };
}
