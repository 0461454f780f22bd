import type { PutKeyPolicyCommandInput } from "@aws-sdk/client-kms";

/**
 * The request that replaces a key's policy. BypassPolicyLockoutSafetyCheck is never sent, so that KMS refuses a policy
 * under which the caller could not change it again. Source: KMS API reference, PutKeyPolicy.
 */
export function toPutKeyPolicy(keyArn: string, policy: string): PutKeyPolicyCommandInput {
  return { KeyId: keyArn, PolicyName: "default", Policy: policy };
}
