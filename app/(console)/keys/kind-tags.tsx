import { Tag } from "#components/tag.tsx";
import type { Key } from "#lib/kms/key.ts";
import { kindsOf } from "#lib/kms/kind.ts";

/** What sets a key apart from an ordinary one, a word each; the sentences on hover, and on its page. */
export function KindTags({ found }: { found: Key }) {
  return kindsOf(found).map(({ word, sentences }) => (
    <span key={word} title={sentences.join("\n")}>
      {" "}
      <Tag>{word}</Tag>
    </span>
  ));
}
