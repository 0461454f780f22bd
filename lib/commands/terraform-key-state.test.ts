import { parse } from "@cdktf/hcl2json";
import { expect, test } from "vitest";
import { toTerraformKeySwitch, toTerraformKeyWindow } from "./terraform-key-state.ts";

test.for([
  ["aws_kms_key", "is_enabled"],
  ["aws_kms_external_key", "enabled"],
  ["aws_kms_replica_key", "enabled"],
  ["aws_kms_replica_external_key", "enabled"],
] as const)("%s is switched by %s", async ([resource, argument]) => {
  const { resource: found } = await parse("main.tf", toTerraformKeySwitch(resource, "alias/a/records", false));
  expect(found).toEqual({ [resource]: { a_records: [{ [argument]: false }] } });
});

test("a waiting period is set in days", async () => {
  const { resource } = await parse("main.tf", toTerraformKeyWindow("aws_kms_key", "0f4bdc52-7d2e", 9));
  expect(resource).toEqual({ aws_kms_key: { "key_0f4bdc52-7d2e": [{ deletion_window_in_days: 9 }] } });
});
