import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import type { Clients } from "./clients.ts";
import type { DemoKey } from "./keys.ts";
import { keyPolicy, principalArn } from "./policies.ts";
import { mustEqual } from "./verify.ts";
import type { KeyArns } from "./write.ts";

/** Makes the keys, all of them enabled. Answers their ARNs by alias. */
export async function createKeys(clients: Clients, keys: Record<string, DemoKey>): Promise<KeyArns> {
  const made = Object.entries(keys).map(async ([alias, key]): Promise<[string, string]> => {
    return [alias, await createKey(clients, alias, key)];
  });
  return new Map(await Promise.all(made));
}

async function createKey(clients: Clients, alias: string, key: DemoKey): Promise<string> {
  const kms = clients.kms(key.region);
  const replicaRegion = key.kind !== undefined && "replicaRegion" in key.kind ? key.kind.replicaRegion : null;
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: key.description,
      Policy: keyPolicy(key),
      Tags: Object.entries(key.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      ...(key.signing ? { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" } : {}),
      ...(key.kind !== undefined && "origin" in key.kind ? { Origin: key.kind.origin } : {}),
      ...(replicaRegion === null ? {} : { MultiRegion: true }),
    }),
  );
  const arn = KeyMetadata?.Arn;
  if (arn === undefined) throw new Error(`KMS answered no ARN for ${alias}`);
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: arn }));
  if (key.rotationPeriodInDays !== null) {
    await kms.send(new EnableKeyRotationCommand({ KeyId: arn, RotationPeriodInDays: key.rotationPeriodInDays }));
  }
  if (replicaRegion !== null) {
    await kms.send(new ReplicateKeyCommand({ KeyId: arn, ReplicaRegion: replicaRegion, Policy: keyPolicy(key) }));
  }
  for (const name of key.moreAliases ?? []) {
    await kms.send(new CreateAliasCommand({ AliasName: name, TargetKeyId: arn }));
  }
  for (let count = 0; count < (key.rotatedOnDemand ?? 0); count += 1) {
    await kms.send(new RotateKeyOnDemandCommand({ KeyId: arn }));
  }
  for (const { name, grantee, operations, context } of key.grants ?? []) {
    await kms.send(
      new CreateGrantCommand({
        KeyId: arn,
        Name: name,
        GranteePrincipal: principalArn(grantee),
        Operations: operations,
        ...(context === undefined ? {} : { Constraints: { EncryptionContextSubset: context } }),
      }),
    );
  }
  return arn;
}

/** Disables a key or schedules its deletion, once nothing is written under it any more. Then checks every key. */
export async function sealKeys(clients: Clients, keys: Record<string, DemoKey>, arns: KeyArns): Promise<void> {
  for (const [alias, key] of Object.entries(keys)) {
    const kms = clients.kms(key.region);
    const KeyId = arns.get(alias);
    if (key.fate?.state === "disabled") await kms.send(new DisableKeyCommand({ KeyId }));
    if (key.fate?.state === "pending deletion") {
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: key.fate.pendingDays }));
    }
    await verifyKey(clients, alias, key, KeyId);
  }
}

const STATES = { disabled: "Disabled", "pending deletion": "PendingDeletion" } as const;

async function verifyKey(clients: Clients, alias: string, key: DemoKey, arn: string | undefined): Promise<void> {
  const kms = clients.kms(key.region);
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
  const isImported = key.kind !== undefined && "origin" in key.kind;
  const untouched = isImported ? "PendingImport" : "Enabled";
  mustEqual(`${alias}: state`, KeyMetadata?.KeyState, key.fate === undefined ? untouched : STATES[key.fate.state]);
  // KMS answers "off" for a key that is to be deleted, and refuses to answer for a key pair or imported material.
  if (key.fate?.state === "pending deletion" || key.signing || isImported) return;
  const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId: arn }));
  mustEqual(`${alias}: rotation`, rotation.KeyRotationEnabled, key.rotationPeriodInDays !== null);
  if (key.rotationPeriodInDays !== null) {
    mustEqual(`${alias}: rotation period`, rotation.RotationPeriodInDays, key.rotationPeriodInDays);
  }
}
