import { Suspense } from "react";
import { Section } from "#components/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type Key, nameOf } from "#lib/kms/key.ts";
import {
  deletionConsequences,
  reasonChangeRefused,
  stateAfter,
  terraformResourceOf,
  toSeenState,
} from "#lib/kms/state.ts";
import { KeyUsers } from "./key-users.tsx";
import { StateChanges } from "./state-changes.tsx";
import type { StopChange } from "./stop-dialog.tsx";

/** The key's state and what can be done to it; what cannot is explained. */
export function StateSection({ found, change }: { found: Key; change: StopChange | null }) {
  const { arn, keyId, region, state } = found;
  const reasons = {
    EnableKey: reasonChangeRefused(found, "EnableKey"),
    DisableKey: reasonChangeRefused(found, "DisableKey"),
    ScheduleKeyDeletion: reasonChangeRefused(found, "ScheduleKeyDeletion"),
    CancelKeyDeletion: reasonChangeRefused(found, "CancelKeyDeletion"),
  };
  return (
    <Section description={stateInWords(found)} id="state" title="State">
      {found.manager === "AWS" ? (
        <p className="text-dim">{reasons.DisableKey}</p>
      ) : (
        <StateChanges
          change={change}
          consequences={deletionConsequences(found)}
          href={`/keys/${keyId}?region=${region}&tab=overview`}
          reasons={reasons}
          scheduledState={stateAfter(found, "ScheduleKeyDeletion")}
          target={{
            arn,
            region,
            name: nameOf(found),
            seen: toSeenState(found),
            state,
            resource: terraformResourceOf(found),
          }}
          users={
            change !== null && (
              <Suspense fallback={<Skeleton lines={4} />}>
                {/* To open the dialog is to ask. */}
                <KeyUsers found={found} isAsked />
              </Suspense>
            )
          }
        />
      )}
    </Section>
  );
}

/** What the state means for data under the key. */
const STATES: Record<string, string> = {
  Enabled: "Whoever is allowed to can write and read under this key.",
  Disabled:
    "Nothing can be written or read under this key until it is enabled again. No data is lost, and rotation waits meanwhile.",
  PendingDeletion:
    "Nothing can be written or read under this key. Until the day of its deletion it can be kept; after it, all data under it is lost.",
  PendingReplicaDeletion:
    "Nothing can be written or read under this key. It waits for its replicas in other Regions to be deleted; its own waiting period begins then.",
  PendingImport:
    "Nothing can be written or read under this key: all or some of its imported material is missing or has expired.",
  Unavailable: "Nothing can be written or read under this key while its custom key store is disconnected.",
  Creating: "AWS is still making this replica.",
  Updating: "KMS is moving the primary of this multi-Region key. It can be used meanwhile.",
};

function stateInWords({ state, deletionAt, pendingDays }: Key): string {
  const words = STATES[state] ?? `KMS calls this state ${state}, which this console does not know.`;
  if (pendingDays !== null) return `${words} It is ${pendingDays} days long.`;
  return deletionAt === null ? words : `${words} KMS deletes it on ${deletionAt.toISOString().slice(0, 10)} (UTC).`;
}
