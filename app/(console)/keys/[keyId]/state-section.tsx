import { Suspense } from "react";
import { Section } from "#components/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type Key, nameOf } from "#lib/kms/key.ts";
import { reasonChangeRefused, stateAfter, terraformResourceOf, toSeenState } from "#lib/kms/state.ts";
import { stateConsequences, stateInWords } from "#lib/kms/state-words.ts";
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
          consequences={stateConsequences(found)}
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
