import { parse } from "@cdktf/hcl2json";
import { expect, test } from "vitest";
import {
  toTerraformAlias,
  toTerraformAliasRemoval,
  toTerraformGrant,
  toTerraformKeyPolicy,
  toTerraformMovedAlias,
} from "./terraform-kms.ts";

const REGION = "eu-central-1";
const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const ROLE = "arn:aws:iam::111122223333:role/imaging";

async function resourcesOf(terraform: string | null) {
  const { resource } = await parse("main.tf", terraform ?? "");
  return resource;
}

test("a policy, an alias and a grant as HashiCorp's own parser reads them", async () => {
  const Policy = '{"Version":"2012-10-17","Statement":[]}';
  expect(await resourcesOf(toTerraformKeyPolicy(REGION, "alias/records", { KeyId: KEY_ARN, Policy }))).toEqual({
    aws_kms_key_policy: {
      records: [{ region: REGION, key_id: KEY_ARN, policy: expect.stringContaining("jsonencode") }],
    },
  });
  const alias = { AliasName: "alias/records/2026", TargetKeyId: KEY_ARN };
  expect(await resourcesOf(toTerraformAlias(REGION, alias))).toEqual({
    aws_kms_alias: { records_2026: [{ region: REGION, name: alias.AliasName, target_key_id: KEY_ARN }] },
  });
  const grant = toTerraformGrant(REGION, {
    KeyId: KEY_ARN,
    Name: "imaging",
    GranteePrincipal: ROLE,
    Operations: ["Decrypt", "DescribeKey"],
    Constraints: { EncryptionContextSubset: { "aws:s3:arn": "arn:aws:s3:::b/k" } },
  });
  expect(await resourcesOf(grant)).toEqual({
    aws_kms_grant: {
      imaging: [
        {
          region: REGION,
          name: "imaging",
          key_id: KEY_ARN,
          grantee_principal: ROLE,
          operations: ["Decrypt", "DescribeKey"],
          constraints: [{ encryption_context_subset: { "aws:s3:arn": "arn:aws:s3:::b/k" } }],
        },
      ],
    },
  });
});

test("an alias that exists is adopted and moved, and one that goes is only spoken of", async () => {
  const moved = toTerraformMovedAlias(REGION, { AliasName: "alias/records", TargetKeyId: KEY_ARN });
  expect(await parse("main.tf", moved)).toEqual({
    import: [{ to: "${aws_kms_alias.records}", id: `alias/records@${REGION}` }],
    resource: { aws_kms_alias: { records: [{ region: REGION, name: "alias/records", target_key_id: KEY_ARN }] } },
  });
  const removal = toTerraformAliasRemoval("alias/records");
  expect(removal).toContain("the next apply deletes the alias");
  expect(await parse("main.tf", removal)).toEqual({});
});

test("a grant that Terraform cannot say has no Terraform", () => {
  const grant = { KeyId: KEY_ARN, Name: "table", Operations: [] };
  expect(toTerraformGrant(REGION, { ...grant, GranteeServicePrincipal: "dynamodb.amazonaws.com" })).toBeNull();
  expect(
    toTerraformGrant(REGION, { ...grant, GranteePrincipal: ROLE, Constraints: { SourceArn: KEY_ARN } }),
  ).toBeNull();
});
