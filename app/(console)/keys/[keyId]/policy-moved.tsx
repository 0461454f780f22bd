import { Notice } from "#components/notice.tsx";
import type { PolicyDraft } from "./policy-draft.ts";
import { Sentences } from "./sentences.tsx";

/** Whose each change is, where the policy was changed while the form was open. */
export function PolicyMoved({ mine, theirs, dropped }: NonNullable<PolicyDraft["moved"]>) {
  return (
    <Notice live title="The form goes on from the policy that is in force now" tone="warn">
      <div className="grid gap-2">
        <Part title="Changed meanwhile, and stays">
          {theirs.length === 0 ? ["Statements that this form does not show."] : theirs}
        </Part>
        {mine.length > 0 && <Part title="Typed here, and put on top of it">{mine}</Part>}
        {dropped.length > 0 && <Part title="Typed here, and to be chosen again">{dropped}</Part>}
      </div>
    </Notice>
  );
}

function Part({ title, children }: { title: string; children: string[] }) {
  return (
    <div>
      <p>{title}:</p>
      <Sentences all={children} />
    </div>
  );
}

/** What was typed into a form that cannot be shown any more. */
export function TypedPolicy({ input, viaS3Only }: PolicyDraft) {
  return (
    <>
      <p className="mt-1">What was typed here until now:</p>
      <Sentences
        all={[
          `Administrators: ${listed(input.administrators)}`,
          `Users: ${listed(input.users)}`,
          `Only through S3 in this Region: ${viaS3Only ? "yes" : "no"}`,
          `Only these buckets: ${listed(input.buckets)}`,
        ]}
      />
    </>
  );
}

function listed(text: string): string {
  return text.trim().split(/\s+/).join(", ") || "none";
}
