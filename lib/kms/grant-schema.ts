import { z } from "zod";
import type { GrantParty, NewGrant } from "./grant.ts";
import { isGrantOperation } from "./grant-operation.ts";
import {
  parseContext,
  reasonContextRefused,
  reasonGrantNameRefused,
  reasonGrantRefused,
  reasonPartyRefused,
} from "./grant-rules.ts";
import { keyArnSchema } from "./key-schema.ts";
import { ruledBy } from "./rule-schema.ts";

const kind = z.enum(["principal", "service"]);
const context = z.string().default("").transform(parseContext).superRefine(ruledBy(reasonContextRefused));
const text = z.string().trim().default("");

/** A new grant as its form submits it. An empty retiring principal is none. */
export const createGrantSchema = z
  .object({
    arn: keyArnSchema,
    name: text.superRefine(ruledBy(reasonGrantNameRefused)),
    granteeKind: kind,
    grantee: text,
    retiringKind: kind.default("principal"),
    retiring: text,
    operations: text
      .transform((list) => list.split(",").filter((name) => name !== ""))
      .pipe(z.array(z.string().refine(isGrantOperation, { error: "A grant cannot permit this operation." }))),
    contextEquals: context,
    contextSubset: context,
    sourceArn: text,
  })
  .transform(({ arn, name, operations, contextEquals, contextSubset, sourceArn, ...form }, issues) => {
    const grantee: GrantParty = { kind: form.granteeKind, name: form.grantee };
    const retiring: GrantParty | null = form.retiring === "" ? null : { kind: form.retiringKind, name: form.retiring };
    const constraints = { contextEquals, contextSubset, sourceArn: sourceArn === "" ? null : sourceArn };
    const grant: NewGrant = { name, grantee, retiring, operations, constraints };
    const faults: [string, string | null][] = [
      ["grantee", reasonPartyRefused(grantee)],
      ["retiring", retiring === null ? null : reasonPartyRefused(retiring)],
      ["", reasonGrantRefused(grant)],
    ];
    for (const [field, message] of faults) {
      if (message !== null) issues.addIssue({ code: "custom", message, path: field === "" ? [] : [field] });
    }
    return { arn, grant };
  });

/** A grant to be taken away or given up, its name typed. */
export const endGrantSchema = z.object({ arn: keyArnSchema, grantId: z.string().min(1), confirmation: z.string() });
