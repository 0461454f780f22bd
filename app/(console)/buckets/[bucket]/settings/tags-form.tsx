"use client";
import { useState } from "react";
import { TextAreaField } from "#components/ui/field.tsx";
import { tagsResource, toTerraformSetting } from "#lib/commands/terraform-bucket.ts";

import { type BucketTag, isSystemTag, ownTags, toPutBucketTagging } from "#lib/s3/tag.ts";
import { setTagsAction } from "./actions.ts";
import { SettingForm } from "./setting-form.tsx";
import { parseTags, toTagText } from "#lib/aws/tag-text.ts";

/** All tags at once, one a line, as S3 takes them. Those that AWS set are sent along and not shown for editing. */
export function TagsForm({ bucket, region, current }: { bucket: string; region: string; current: BucketTag[] }) {
  const system = current.filter(isSystemTag);
  const [text, setText] = useState(toTagText(ownTags(current)));
  const asked = parseTags(text);
  const next = [...system, ...asked];
  const input = toPutBucketTagging(bucket, next);
  const [before, after] = [toTagText(current), toTagText(next)];
  const change =
    before === after
      ? null
      : {
          call: {
            service: "s3api",
            region,
            ...(next.length === 0
              ? { operation: "DeleteBucketTagging", input: { Bucket: bucket } }
              : { operation: "PutBucketTagging", input }),
          } as const,
          // AWS’s own tags cannot be written by anybody else, so they are no argument.
          terraform: toTerraformSetting(region, toPutBucketTagging(bucket, ownTags(asked)), tagsResource),
          before,
          after,
          asText: true,
        };
  return (
    <SettingForm
      action={setTagsAction}
      bucket={bucket}
      change={change}
      idle="These are the tags already."
      seen={before}
      verb="Set the tags"
      words={{ thing: "the tags", many: true }}
    >
      {(fields) => (
        <TextAreaField
          autoCapitalize="none"
          description="One a line, name=value; an = in a name is written \=. S3 replaces the whole set, so a line that is taken out is a tag that is removed."
          error={fields.tags}
          label="Tags"
          mono
          name="tags"
          onChange={(event) => setText(event.target.value)}
          rows={Math.min(12, Math.max(4, text.split("\n").length + 1))}
          spellCheck={false}
          value={text}
        />
      )}
    </SettingForm>
  );
}
