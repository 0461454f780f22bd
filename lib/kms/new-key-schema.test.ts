import { expect, test } from "vitest";
import { newKeySchema } from "./new-key-schema.ts";
import { toNewKeyCalls, toTerraformNewKey } from "./new-key.ts";
import { everyServiceAt, toScript } from "#lib/commands/cli.ts";

const FORM = { region: "eu-central-1", alias: "records", rotation: "on", rotationDays: "365" };

test("a form becomes a key to be made", () => {
  const form = {
    ...FORM,
    description: " Patient records ",
    tags: "Owner=Records team\n\nCost=a=b\nEmpty",
    administrators: "arn:aws:iam::000000000000:role/path/KeyAdmin\n",
    users: "arn:aws:iam::000000000000:user/a, arn:aws:iam::000000000000:user/a",
    viaS3Only: "on",
    buckets: "records scans",
  };
  expect(newKeySchema.parse(form)).toEqual({
    region: "eu-central-1",
    alias: "alias/records",
    description: "Patient records",
    tags: [
      { key: "Owner", value: "Records team" },
      { key: "Cost", value: "a=b" },
      { key: "Empty", value: "" },
    ],
    rotation: true,
    rotationDays: 365,
    administrators: ["arn:aws:iam::000000000000:role/path/KeyAdmin"],
    users: ["arn:aws:iam::000000000000:user/a"],
    viaS3Only: true,
    buckets: ["records", "scans"],
  });
});

test("what a form leaves out is off, empty, or AWS's own default", () => {
  expect(newKeySchema.parse({ region: "eu-central-1", alias: "a" })).toMatchObject({
    rotation: false,
    rotationDays: 365,
    tags: [],
    administrators: [],
    viaS3Only: false,
  });
});

const lines = (count: number) => Array.from({ length: count }, (_, index) => `tag${index}=x`).join("\n");

test.for([
  ["alias", "a".repeat(250), null],
  ["alias", "a".repeat(251), "256 characters"],
  ["alias", "alias/a/b_c-d", null],
  ["alias", "", "Give the alias a name"],
  ["alias", "a b", "letters A to Z"],
  ["alias", "grün", "letters A to Z"],
  ["alias", "aws/s3", "reserved"],
  ["alias", "alias/aws/x", "reserved"],
  ["alias", "awsome", null],
  ["description", "x".repeat(8192), null],
  ["description", "x".repeat(8193), "8,192"],
  ["tags", lines(50), null],
  ["tags", lines(51), "at most 50"],
  ["tags", "a=1\na=2", "twice"],
  ["tags", "a=1\nA=2", null],
  ["tags", "=x", "name before the ="],
  ["tags", "aws:owner=x", "reserved"],
  ["tags", "AWS:owner=x", "reserved"],
  ["tags", "Öwner=Zoë 3/4 a@b", null],
  ["tags", "owner=<b>", "nothing else"],
  ["tags", `${"k".repeat(128)}=${"v".repeat(256)}`, null],
  ["tags", `${"k".repeat(129)}=v`, "128"],
  ["tags", `k=${"v".repeat(257)}`, "256"],
  ["rotationDays", "90", null],
  ["rotationDays", "89", "from 90 to 2560"],
  ["rotationDays", "2560", null],
  ["rotationDays", "2561", "from 90 to 2560"],
  ["rotationDays", "1e3", null],
  ["rotationDays", "365.5", "whole number"],
  ["rotationDays", "soon", "number of days"],
  ["rotationDays", "", "from 90 to 2560"],
  ["administrators", "arn:aws:iam::000000000000:root", null],
  ["administrators", "arn:aws:sts::000000000000:assumed-role/Admin/me@example.com", null],
  ["administrators", "KeyAdmin", "full ARN"],
  ["administrators", "arn:aws:iam::000000000000:role/a*", "full ARN"],
  ["users", "*", "full ARN"],
  ["users", "arn:aws:iam::aws:policy/AdministratorAccess", "full ARN"],
  ["users", "arn:aws:iam::000000000000:group/staff", "full ARN"],
  ["buckets", "records *", "not an ARN or a pattern"],
] as const)("%s %j is refused at the field with the rule: %s", ([field, value, rule]) => {
  const { error } = newKeySchema.safeParse({ ...FORM, [field]: value });
  const refused = error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? ["taken"];
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatch(rule === null ? /^taken$/ : new RegExp(`^${field}: .*${rule}`));
});

test("the commands are the requests, with a placeholder for the key that is not made yet", () => {
  const key = {
    alias: "alias/records",
    description: "Patients' records",
    tags: [{ key: "a", value: "" }],
    rotationDays: 180,
    policy: "{}",
  };
  expect(toScript(toNewKeyCalls("eu-central-1", key, "KEY_ARN"), everyServiceAt(null))).toBe(`aws kms create-key \\
  --key-spec SYMMETRIC_DEFAULT \\
  --key-usage ENCRYPT_DECRYPT \\
  --origin AWS_KMS \\
  --description 'Patients'\\'' records' \\
  --tags '[{"TagKey":"a","TagValue":""}]' \\
  --policy '{}' \\
  --region eu-central-1

aws kms create-alias \\
  --alias-name alias/records \\
  --target-key-id KEY_ARN \\
  --region eu-central-1

aws kms enable-key-rotation \\
  --key-id KEY_ARN \\
  --rotation-period-in-days 180 \\
  --region eu-central-1`);
});

test("Terraform makes the same key, with its period and policy", () => {
  const key = { alias: "alias/records", description: "", tags: [], rotationDays: 180, policy: "{}" };
  const terraform = toTerraformNewKey("eu-central-1", key);
  expect(terraform).toContain("rotation_period_in_days");
  expect(terraform).toContain("180");
  expect(toTerraformNewKey("eu-central-1", { ...key, rotationDays: null })).not.toContain("180");
});
