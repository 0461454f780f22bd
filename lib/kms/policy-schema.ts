import { z } from "zod";
import { keyArnSchema } from "./key-schema.ts";
import { checkKeyPolicy } from "./policy-lint.ts";
import { ruledBy } from "./rule-schema.ts";

/**
 * A key's new policy; `seen` is the digest of the one that the form was showing, `began` the text of the one that it began
 * from, where that is another. Warnings are the person's to judge.
 */
export const putPolicySchema = z.object({
  arn: keyArnSchema,
  policy: z.string().superRefine(ruledBy(firstError)),
  seen: z.string(),
  began: z.string().optional(),
  confirmation: z.string().default(""),
});

function firstError(text: string): string | null {
  const found = checkKeyPolicy(text).find(({ kind }) => kind === "error");
  return found === undefined ? null : `Line ${found.line}: ${found.message}`;
}
