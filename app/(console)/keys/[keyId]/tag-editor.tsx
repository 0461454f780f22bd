"use client";
import { useState } from "react";
import { Facts } from "#components/facts.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextAreaField } from "#components/ui/field.tsx";
import type { AwsCall } from "#lib/commands/cli.ts";
import { toTerraformKeyTags } from "#lib/commands/terraform-key-state.ts";
import {
  type KeyTag,
  reasonTagsRefused,
  toSeenTags,
  toTagChange,
  toTagResource,
  toUntagResource,
} from "#lib/kms/tag.ts";
import { ChangeForm } from "./change-form.tsx";
import { Changes } from "./changes.tsx";
import { setTagsAction } from "./detail-actions.ts";
import { parseTags, toTagText } from "#lib/aws/tag-text.ts";
import type { EditedKey } from "./edited-key.ts";

/** A key's tags, and the dialog that changes them. */
export function TagEditor({ tags, subject }: { tags: KeyTag[]; subject: EditedKey }) {
  return (
    <Changes<"tags">
      renderForm={(_, finish) => (
        <TagForm
          finish={(commands) => finish("AWS reads back the tags as asked.", commands)}
          subject={subject}
          tags={tags}
        />
      )}
      title={() => "Change the tags"}
    >
      {(open) => (
        <>
          {tags.length === 0 ? (
            <p className="text-dim">No tags.</p>
          ) : (
            <Facts items={tags.map(({ key, value }) => ({ term: key, detail: value === "" ? "—" : value }))} />
          )}
          <div>
            <Button onClick={() => open("tags")}>{tags.length === 0 ? "Add tags…" : "Change the tags…"}</Button>
          </div>
        </>
      )}
    </Changes>
  );
}

function TagForm({
  tags,
  subject: { arn, region, name, resource },
  finish,
}: {
  tags: KeyTag[];
  subject: EditedKey;
  finish: (commands: string[]) => void;
}) {
  const [text, setText] = useState(toTagText(tags));
  const asked = parseTags(text);
  const reason = reasonTagsRefused(asked);
  const { set, remove } = toTagChange(tags, asked);
  const before = new Map(tags.map(({ key, value }) => [key, value]));
  const calls: AwsCall[] = [];
  if (set.length > 0) calls.push({ service: "kms", operation: "TagResource", region, input: toTagResource(arn, set) });
  if (remove.length > 0) {
    calls.push({ service: "kms", operation: "UntagResource", region, input: toUntagResource(arn, remove) });
  }
  return (
    <ChangeForm
      action={setTagsAction}
      calls={reason === null ? calls : []}
      failed={{ thing: "the tags", many: true }}
      hidden={{ arn, seen: toSeenTags(tags) }}
      onDone={finish}
      terraform={reason === null && calls.length > 0 ? toTerraformKeyTags(resource, name, asked) : null}
      verb="Change the tags"
    >
      {(fields) => (
        <>
          <TextAreaField
            description="One a line, name=value; an = in a name is written \=. A line that is taken out removes its tag. Policies that look at aws:ResourceTag can allow or refuse by them."
            error={reason === null ? fields["tags"] : [reason]}
            label="Tags"
            mono
            name="tags"
            onChange={(event) => setText(event.target.value)}
            rows={Math.max(4, tags.length + 1)}
            spellCheck={false}
            value={text}
          />
          {reason === null && calls.length > 0 && (
            <ul className="font-mono text-sm wrap-anywhere" aria-label="Before and after">
              {set.map(({ key, value }) => (
                <li key={key}>
                  {key}: {before.has(key) ? before.get(key) || "—" : "none"} → {value === "" ? "—" : value}
                </li>
              ))}
              {remove.map((key) => (
                <li className="text-warn" key={key}>
                  {key}: {before.get(key) || "—"} → removed
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </ChangeForm>
  );
}
