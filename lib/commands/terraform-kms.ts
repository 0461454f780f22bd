import type {
  CreateAliasCommandInput,
  CreateGrantCommandInput,
  PutKeyPolicyCommandInput,
  UpdateAliasCommandInput,
} from "@aws-sdk/client-kms";
import { block, toFile, toLabel, toMap, toPolicy } from "./hcl.ts";

/** A key's policy alone, for a key that Terraform does not manage. `name` is what the key is called. */
export function toTerraformKeyPolicy(
  region: string,
  name: string,
  { KeyId, Policy }: PutKeyPolicyCommandInput,
): string {
  return toFile(
    block(`resource "aws_kms_key_policy" "${labelOf(name)}"`, [
      ["region", region],
      ["key_id", KeyId],
      ["policy", toPolicy(Policy ?? "")],
    ]),
  );
}

/** One more name for a key that Terraform does not manage. */
export function toTerraformAlias(region: string, { AliasName = "", TargetKeyId }: CreateAliasCommandInput): string {
  return toFile(aliasResource(region, AliasName, TargetKeyId));
}

/** An alias that exists and is to name another key: the first apply adopts it and moves it. */
export function toTerraformMovedAlias(
  region: string,
  { AliasName = "", TargetKeyId }: UpdateAliasCommandInput,
): string {
  return toFile(
    block("import", [
      ["to", { code: `aws_kms_alias.${labelOf(AliasName)}` }],
      ["id", `${AliasName}@${region}`],
    ]),
    aliasResource(region, AliasName, TargetKeyId),
  );
}

/** Where Terraform has the alias: an alias goes when its resource goes, so there is nothing to write but this. */
export function toTerraformAliasRemoval(alias: string): string {
  return [
    `# Where Terraform manages ${alias}: take its resource out, and the next apply deletes the alias.`,
    `# resource "aws_kms_alias" "${labelOf(alias)}" { … }`,
    "",
  ].join("\n");
}

/** A grant; null for what Terraform's resource does not know: service principals and a source ARN. */
export function toTerraformGrant(region: string, grant: CreateGrantCommandInput): string | null {
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = grant.Constraints ?? {};
  if (grant.GranteePrincipal === undefined || grant.RetiringServicePrincipal !== undefined) return null;
  if (SourceArn !== undefined) return null;
  const contexts = [
    ["encryption_context_equals", EncryptionContextEquals],
    ["encryption_context_subset", EncryptionContextSubset],
  ] as const;
  // Each constraint is a block of its own: the resource refuses both in one.
  const constraints = contexts.flatMap(([name, context]) =>
    context === undefined ? [] : [block("constraints", [[name, toMap(Object.entries(context))]])],
  );
  return toFile(
    block(
      `resource "aws_kms_grant" "${labelOf(grant.Name ?? "")}"`,
      [
        ["region", region],
        ["name", grant.Name],
        ["key_id", grant.KeyId],
        ["grantee_principal", grant.GranteePrincipal],
        ["operations", grant.Operations],
        ["retiring_principal", grant.RetiringPrincipal],
      ],
      constraints,
    ),
  );
}

function aliasResource(region: string, alias: string, keyId: string | undefined): string {
  return block(`resource "aws_kms_alias" "${labelOf(alias)}"`, [
    ["region", region],
    ["name", alias],
    ["target_key_id", keyId],
  ]);
}

function labelOf(name: string): string {
  return toLabel(name.replace(/^alias\//, ""), "key");
}
