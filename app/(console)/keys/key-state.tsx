import { Tag } from "#components/tag.tsx";
import { Time } from "#components/time.tsx";
import type { Key } from "#lib/kms/key.ts";

const TONES: Record<string, "warn" | "bad"> = {
  Disabled: "warn",
  PendingImport: "warn",
  Unavailable: "bad",
  PendingDeletion: "bad",
  PendingReplicaDeletion: "bad",
};

/** A key's state in KMS's own word, and when it is deleted if it is going to be. */
export function KeyState({ state, deletionAt, now }: Pick<Key, "state" | "deletionAt"> & { now: Date }) {
  if (state === "Enabled") return <>Enabled</>;
  return (
    <span className="inline-flex flex-col items-start align-middle">
      <Tag tone={TONES[state] ?? "neutral"}>{state}</Tag>
      {deletionAt !== null && (
        <span className="text-sm text-dim">
          deleted <Time at={deletionAt} now={now} />
        </span>
      )}
    </span>
  );
}
