import { parse } from "@cdktf/hcl2json";
import { expect, test } from "vitest";
import {
  toTerraformKeyDescription,
  toTerraformKeySwitch,
  toTerraformKeyTags,
  toTerraformKeyWindow,
} from "./terraform-key-state.ts";

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

test("a description and tags are told as they are, whatever they hold", async () => {
  const description = 'of ${two}\nlines, "quoted"';
  const text = toTerraformKeyDescription("aws_kms_replica_key", "alias/records", description) ?? "";
  expect((await parse("main.tf", text)).resource).toEqual({
    aws_kms_replica_key: { records: [{ description: description.replace("${", () => "$${") }] },
  });
  const tags = [
    { key: "cost center", value: "4711" },
    { key: "empty", value: "" },
  ];
  expect((await parse("main.tf", toTerraformKeyTags("aws_kms_key", "alias/records", tags))).resource).toEqual({
    aws_kms_key: { records: [{ tags: { "cost center": "4711", empty: "" } }] },
  });
  expect((await parse("main.tf", toTerraformKeyTags("aws_kms_key", "alias/records", []))).resource).toEqual({
    aws_kms_key: { records: [{ tags: {} }] },
  });
});

test("an empty description has no Terraform, which would leave the old one", () => {
  expect(toTerraformKeyDescription("aws_kms_key", "alias/records", "")).toBeNull();
});
