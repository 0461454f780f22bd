import { Section } from "#components/section.tsx";
import type { Key } from "#lib/kms/key.ts";
import { KeyUsers } from "./key-users.tsx";

/** Who depends on this key, and what breaks if it is touched. */
export function UsedByPanel({ found, isAsked }: { found: Key; isAsked: boolean }) {
  return (
    <Section
      description="What AWS says of it now. Nothing here is a list of all that ever used the key: each part says how much it covers."
      title="What depends on this key"
    >
      <KeyUsers found={found} isAsked={isAsked} />
    </Section>
  );
}
