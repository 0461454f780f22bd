import type { Condition, Statement } from "#lib/policy/document.ts";
import { inList } from "#lib/policy/list-words.ts";
import { wordsOf } from "#lib/policy/words.ts";
import { documentOf, givenBy, type KeyPlace, namesOf, type Role, ROLES, toPolicyForm } from "./policy-form.ts";
import { canonical } from "./policy-lint.ts";

const MAY = { administrators: "manage the key", users: "use the key" } as const satisfies Record<Role, string>;

/**
 * Whom a change of the form lets in under less than others of the same list, a sentence for each statement that binds those.
 * Takes policies that parsePolicy reads.
 */
export function widerThanOthers(before: string, after: string, place: KeyPlace): string[] {
  const [shown, asked] = [toPolicyForm(before, place), toPolicyForm(after, place)];
  const { statements, version } = documentOf(after);
  return ROLES.flatMap((role) => {
    const giving = statements.filter(({ effect }) => effect === "Allow").filter((one) => givenBy(one, role).length > 0);
    const added = asked[role].filter((arn) => !shown[role].includes(arn));
    const ofOthers = giving.filter((statement) => namesOf(statement).some((arn) => shown[role].includes(arn)));
    return ofOthers.flatMap((binding) => {
      const spared = added.filter((arn) => !namesOf(binding).includes(arn));
      const own = giving.filter((statement) => namesOf(statement).some((arn) => spared.includes(arn)));
      const { when } = wordsOf(binding, version, "key");
      const lacking = when.filter((_, index) => own.some((one) => !hasCondition(one, binding.conditions[index])));
      if (lacking.length === 0) return [];
      return `${inList(spared, "and")} may ${MAY[role]} without what “${binding.name}” demands of others in this list: that ${inList(lacking, "and")}. To demand the same, change the policy as JSON.`;
    });
  });
}

function hasCondition({ conditions }: Statement, wanted: Condition | undefined): boolean {
  return wanted === undefined || conditions.some((one) => saying(one) === saying(wanted));
}

function saying(condition: Condition): string {
  return canonical({ ...condition, key: condition.key.toLowerCase() });
}
