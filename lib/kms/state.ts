import type { ScheduleKeyDeletionCommandInput } from "@aws-sdk/client-kms";
import type { Failure } from "#lib/aws/result.ts";
import type { AwsCall } from "#lib/commands/cli.ts";
import { type KeyResource, toTerraformKeySwitch, toTerraformKeyWindow } from "#lib/commands/terraform-key-state.ts";
import type { Key } from "./key.ts";

/** What a person can do to a key's state, by KMS's name of the operation. */
export type StateChange = "EnableKey" | "DisableKey" | "ScheduleKeyDeletion" | "CancelKeyDeletion";

/** What ScheduleKeyDeletion takes, in days. Source: KMS API reference, ScheduleKeyDeletion. */
export const PENDING_WINDOW = { min: 7, max: 30, default: 30 } as const;

/** The rule that a waiting period breaks, or null. */
export function reasonWindowRefused(days: number): string | null {
  const { min, max } = PENDING_WINDOW;
  return Number.isInteger(days) && days >= min && days <= max
    ? null
    : `KMS takes a whole number of days from ${min} to ${max}.`;
}

/** Whether the key waits for its deletion, its replicas' included. */
export function isPendingDeletion({ state }: Pick<Key, "state">): boolean {
  return state === "PendingDeletion" || state === "PendingReplicaDeletion";
}

type Changed = Pick<Key, "manager" | "state" | "deletionAt" | "multiRegion" | "arn">;

const PENDING = "The key is scheduled for deletion: cancel that first.";
const CREATING = "AWS is still making this key. It can be changed once it reads Enabled.";
const NO_MATERIAL =
  "The key has no key material, so there is nothing to turn on or off: it is enabled by importing all of its material.";

/** Why KMS refuses a change in a state, by state. Source: KMS Developer Guide, "Key states of AWS KMS keys". */
const REFUSED: Record<StateChange, Record<string, string>> = {
  EnableKey: {
    Enabled: "The key is enabled.",
    Updating: "KMS is moving this multi-Region key’s primary. Wait until its state reads Enabled again.",
    Creating: CREATING,
    PendingImport: NO_MATERIAL,
    PendingDeletion: PENDING,
    PendingReplicaDeletion: PENDING,
  },
  DisableKey: {
    Disabled: "The key is disabled.",
    Updating: "KMS is moving this multi-Region key’s primary. Wait until its state reads Enabled again.",
    Creating: CREATING,
    PendingImport: NO_MATERIAL,
    PendingDeletion: "The key is scheduled for deletion, and nothing can use it meanwhile.",
    PendingReplicaDeletion: "The key is scheduled for deletion, and nothing can use it meanwhile.",
  },
  ScheduleKeyDeletion: {
    Creating: CREATING,
    PendingDeletion: "Its deletion is scheduled. Another waiting period needs that one cancelled first.",
    PendingReplicaDeletion: "Its deletion is scheduled, and begins when its last replica is gone.",
  },
  CancelKeyDeletion: Object.fromEntries(
    ["Enabled", "Disabled", "Updating", "Creating", "PendingImport"].map((state) => [
      state,
      "No deletion of it is scheduled.",
    ]),
  ),
};

/** Why a change cannot be made to this key as it is now, in sentences, or null when KMS would take it. */
export function reasonChangeRefused(key: Changed, change: StateChange): string | null {
  if (key.manager === "AWS") {
    return "AWS manages this key: nobody else can disable or delete it, so nothing of this applies to it.";
  }
  // A key whose store is disconnected may be waiting for its deletion all the same.
  if (change === "CancelKeyDeletion" && key.deletionAt !== null) return null;
  if (change === "CancelKeyDeletion" && key.state === "Unavailable") return "No deletion of it is scheduled.";
  return REFUSED[change][key.state] ?? null;
}

/** What a form was showing, to be compared with what holds when it is sent. */
export function toSeenState({
  state,
  deletionAt,
  pendingDays,
}: Pick<Key, "state" | "deletionAt" | "pendingDays">): string {
  if (deletionAt !== null) return `${state} ${deletionAt.toISOString()}`;
  return pendingDays === null ? state : `${state} ${pendingDays} days`;
}

/** The request of a change. `pendingDays` counts for ScheduleKeyDeletion only. */
export function toStateInput(
  change: StateChange,
  arn: string,
  pendingDays: number,
): ScheduleKeyDeletionCommandInput | { KeyId: string } {
  return change === "ScheduleKeyDeletion" ? { KeyId: arn, PendingWindowInDays: pendingDays } : { KeyId: arn };
}

/** The same as a call to be shown. */
export function toStateCall(key: Pick<Key, "arn" | "region">, change: StateChange, pendingDays: number): AwsCall {
  return {
    service: "kms",
    operation: change,
    region: key.region,
    input: toStateInput(change, key.arn, pendingDays),
  };
}

/** What stands for the key in Terraform. */
export function terraformResourceOf({ origin, multiRegion }: Pick<Key, "origin" | "multiRegion">): KeyResource {
  const isReplica = multiRegion?.role === "REPLICA";
  if (origin === "EXTERNAL") return isReplica ? "aws_kms_replica_external_key" : "aws_kms_external_key";
  return isReplica ? "aws_kms_replica_key" : "aws_kms_key";
}

/** The change in Terraform; null for a cancelled deletion, which it does not know. `name` is the key's alias or id. */
export function toTerraformState(
  resource: KeyResource,
  name: string,
  change: StateChange,
  pendingDays: number,
): string | null {
  if (change === "CancelKeyDeletion") return null;
  if (change === "ScheduleKeyDeletion") return toTerraformKeyWindow(resource, name, pendingDays);
  return toTerraformKeySwitch(resource, name, change === "EnableKey");
}

/** What the key reads once the change is made, in KMS's own words. */
export function stateAfter(key: Pick<Key, "multiRegion">, change: StateChange): string {
  if (change === "ScheduleKeyDeletion") {
    return hasReplicas(key) ? "PendingReplicaDeletion" : "PendingDeletion";
  }
  return change === "EnableKey" ? "Enabled" : "Disabled";
}

/** Whether other keys of the same material must be deleted before this one is. */
export function hasReplicas({ multiRegion }: Pick<Key, "multiRegion">): boolean {
  return multiRegion?.role === "PRIMARY" && multiRegion.replicaArns.length > 0;
}

/** A refusal of a change as the key's own page says it: KMS names the state, and not what to do. */
export function stateFailureInWords(failure: Failure): Failure {
  if (failure.name !== "KMSInvalidStateException") return failure;
  return {
    ...failure,
    message: `${failure.message} In that state KMS does not take this change, so the key is as it was.`,
    hint: "The state changed after this page was shown. The page has been read anew: it says what the key reads now and what can be done.",
  };
}
