import { type KeyPlace, type PolicyForm, toPolicyForm } from "#lib/kms/policy-form.ts";
import { type RebasedForm, rebaseForm } from "#lib/kms/policy-rebase.ts";
import { parseList } from "#lib/kms/principal.ts";

/** What stands in the form, and the policy that it is a change of. */
export type PolicyDraft = {
  policy: string;
  input: { administrators: string; users: string; buckets: string };
  viaS3Only: boolean;
  /** Where the policy was changed meanwhile: whose each change was. */
  moved: Omit<RebasedForm, "form"> | null;
};

/** A draft of the policy as it is. */
export function toDraft(policy: string, place: KeyPlace): PolicyDraft {
  return draftOf(policy, toPolicyForm(policy, place), null);
}

/** The same changes on top of another policy. */
export function onTopOf(
  policy: string,
  { policy: began, input, viaS3Only, moved }: PolicyDraft,
  place: KeyPlace,
): PolicyDraft {
  const asked = { ...listsIn(input), viaS3Only };
  const { form, mine, theirs, dropped } = rebaseForm(toPolicyForm(began, place), asked, toPolicyForm(policy, place));
  return draftOf(policy, form, { mine, theirs, dropped: [...(moved?.dropped ?? []), ...dropped] });
}

/** What was typed, name by name. */
export function listsIn({ administrators, users, buckets }: PolicyDraft["input"]): Omit<PolicyForm, "viaS3Only"> {
  return { administrators: parseList(administrators), users: parseList(users), buckets: parseList(buckets) };
}

function draftOf(policy: string, form: PolicyForm, moved: PolicyDraft["moved"]): PolicyDraft {
  const { administrators, users, buckets, viaS3Only } = form;
  const input = {
    administrators: administrators.join("\n"),
    users: users.join("\n"),
    buckets: buckets.join("\n"),
  };
  return { policy, input, viaS3Only, moved };
}
