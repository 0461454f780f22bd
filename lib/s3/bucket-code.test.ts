import { parse } from "@cdktf/hcl2json";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { everyServiceAt } from "#lib/commands/cli.ts";
import { adoptionInWords, toCloudFormation } from "./bucket-cloudformation.ts";
import { commented, toShellChanges, toShellWhole } from "./bucket-code.ts";
import { toTarget } from "./bucket-target.ts";
import { toTerraformWhole } from "./bucket-terraform.ts";
import { BARE, FULL, KEY, UNREAD } from "./testing.ts";
import { PART_NAMES, PARTS, type WholeBucket } from "./whole-bucket.ts";

type Schema = { [name: string]: true | Schema };

const SCHEMA: Schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../commands/terraform-arguments.json"), "utf8"),
);

const AT = everyServiceAt("http://127.0.0.1:4566");

/** What a file names that no resource of the provider has. */
function unknownNames(found: unknown, schema: true | Schema | undefined, path: string): string[] {
  // The last is Terraform's own, for every resource.
  if (schema === undefined) return path.endsWith(".lifecycle") ? [] : [path];
  if (schema === true || typeof found !== "object" || found === null) return [];
  if (Array.isArray(found)) return found.flatMap((one) => unknownNames(one, schema, path));
  return Object.entries(found).flatMap(([name, member]) => unknownNames(member, schema[name], `${path}.${name}`));
}

test.for<[string, WholeBucket]>([
  ["with every setting", FULL],
  ["with none", BARE],
  ["that cannot be read", UNREAD],
  ["as it should be", toTarget(FULL, KEY)],
])("a bucket %s is HCL, with arguments that the provider has only", async ([, whole]) => {
  const { resource } = await parse("main.tf", toTerraformWhole(whole, whole, ["Head."]));
  const unknown = Object.entries(resource).flatMap(([kind, labelled]) =>
    Object.values(Object(labelled)).flatMap((one) => unknownNames(one, SCHEMA[kind], kind)),
  );
  expect(unknown).toEqual([]);
});

test("Terraform adopts what is there, and makes what is not", async () => {
  const { import: imports, resource } = await parse("main.tf", toTerraformWhole(toTarget(BARE, KEY), BARE, []));
  expect(imports).toEqual([
    { id: "reports@eu-central-1", to: "${aws_s3_bucket.reports}" },
    { id: "reports@eu-central-1", to: "${aws_s3_bucket_server_side_encryption_configuration.reports}" },
  ]);
  expect(Object.keys(resource).toSorted()).toEqual([
    "aws_s3_bucket",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
  ]);
});

test("tags that were not read are left alone by Terraform, which removes those that are not written", async () => {
  const tagsUnread: WholeBucket = { ...FULL, parts: { ...FULL.parts, tags: UNREAD.parts.tags } };
  const { resource } = await parse("main.tf", toTerraformWhole(tagsUnread, tagsUnread, []));
  expect(resource.aws_s3_bucket.reports[0].lifecycle).toEqual([{ ignore_changes: ["${tags}", "${tags_all}"] }]);
  expect(toTerraformWhole(FULL, FULL, [])).not.toContain("ignore_changes");
});

test.for([
  ["Terraform", toTerraformWhole(UNREAD, UNREAD, [])],
  ["CloudFormation", toCloudFormation(UNREAD, [])],
  ["the script", toShellWhole(UNREAD, AT, [])],
] as const)("%s says of each part that was not read what it needs, and does not call it off", ([, text]) => {
  for (const name of PART_NAMES) {
    expect(text).toContain(`# ${PARTS[name].title}: not read (needs s3:Get${name}). It is missing here, not off.`);
  }
});

test.for([
  ["Terraform", toTerraformWhole(BARE, BARE, [])],
  ["CloudFormation", toCloudFormation(BARE, [])],
  ["the script", toShellWhole(BARE, AT, [])],
] as const)("%s says what is not set, and what is not looked at", ([, text]) => {
  expect(text).toContain("Not set, so nothing is written for it: Object ownership, Block Public Access, Versioning,");
  expect(text).toContain("Not looked at, so missing here if it is set: ACLs,");
});

test("what a language cannot say is said beside it", () => {
  expect(toTerraformWhole(FULL, FULL, [])).toContain("# The default event hold has no argument, so it is not here.");
  expect(toTerraformWhole(FULL, FULL, [])).toContain("# What rule dsse excludes has no argument, so it is not here.");
  const template = toCloudFormation(FULL, []);
  expect(template).toContain("# The default event hold has no property.");
  expect(template).toContain("# Replication of existing objects has no property: rule dsse.");
  expect(template).toContain("# What a rule excludes has no property: rule dsse.");
  expect(template).toContain("# Grants by ACL on the log objects have no property: 1.");
  for (const text of [template, toTerraformWhole(FULL, FULL, []), toShellWhole(FULL, AT, [])]) {
    expect(text).toContain("# Versioning: MFA delete is on.");
  }
});

test("what AWS said cannot end a comment and become code", () => {
  const reason = "needs\nresource\u2028x\u0007";
  const whole: WholeBucket = { ...BARE, parts: { ...BARE.parts, cors: { state: "unknown", reason } } };
  expect(toShellWhole(whole, AT, [])).toContain("# CORS: not read (needs resource x ).");
});

test("a long comment is broken between words, and every line of it is one", () => {
  const lines = commented([`${"word ".repeat(60)}end`, "next"]).split("\n");
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) expect(line).toMatch(/^# .{1,112}$/);
  expect(lines.at(-1)).toBe("# next");
});

test("the script makes the bucket first, and what may refuse the rest last", () => {
  const operations = [...toShellWhole(FULL, AT, []).matchAll(/^aws s3api (\S+)/gm)].map(([, name]) => name);
  expect(operations).toEqual([
    "create-bucket",
    "put-bucket-ownership-controls",
    "put-bucket-encryption",
    "put-public-access-block",
    "put-bucket-versioning",
    "put-object-lock-configuration",
    "put-bucket-tagging",
    "put-bucket-lifecycle-configuration",
    "put-bucket-cors",
    "put-bucket-logging",
    "put-bucket-replication",
    "put-bucket-policy",
  ]);
});

test("as it should be, the script changes what differs and nothing else", () => {
  const operations = (script: string) => [...script.matchAll(/^aws s3api (\S+)/gm)].map(([, name]) => name);
  expect(operations(toShellChanges(toTarget(BARE, KEY), BARE, AT, []))).toEqual([
    "put-bucket-encryption",
    "put-public-access-block",
    "put-bucket-versioning",
    "put-bucket-policy",
  ]);
  const done = toTarget(BARE, KEY);
  expect(toShellChanges(toTarget(done, KEY), done, AT, [])).toContain("# Nothing that is known differs.");
});

test("a script that changes the bucket names its owner, and one that makes it anew does not", () => {
  const owned = { ...AT, owner: { bucket: BARE.name, accountId: "111122223333" } };
  const lines = toShellChanges(toTarget(BARE, KEY), BARE, owned, []).match(/^aws s3api/gm) ?? [];
  expect(lines.length).toBeGreaterThan(1);
  expect(
    toShellChanges(toTarget(BARE, KEY), BARE, owned, []).match(/--expected-bucket-owner 111122223333/g),
  ).toHaveLength(lines.length);
  expect(toShellWhole(FULL, owned, [])).toBe(toShellWhole(FULL, AT, []));
});

test("a policy that was not read is not replaced by the statements that enforce", () => {
  const target = toTarget(UNREAD, KEY);
  expect(target.parts.policy).toEqual({
    state: "unknown",
    reason: "needs s3:Getpolicy, so the statements that enforce DSSE-KMS cannot be put into it",
  });
  expect(toShellChanges(target, UNREAD, AT, [])).not.toContain("put-bucket-policy");
});

test("as it should be says what the new default breaks, and what of that is not known", () => {
  const Rules = [{ ID: "ship", Status: "Enabled" as const, Destination: { Bucket: "arn:aws:s3:::copy" } }];
  const request = { Bucket: "reports", ReplicationConfiguration: { Role: "r", Rules } };
  const copied: WholeBucket = { ...BARE, parts: { ...BARE.parts, replication: { state: "set", request, notes: [] } } };
  const script = toShellChanges(toTarget(copied, KEY), copied, AT, []);
  expect(script).toMatch(/# Default encryption: Put this right first\. .* no longer copied to copy/);
  expect(script).toMatch(/# Default encryption: Whether the access log of another bucket goes here,/);
  expect(toTarget(FULL, KEY).parts.encryption).toMatchObject({ notes: [] });
});

test("as it should be keeps every statement that was there", () => {
  const { policy } = toTarget(FULL, KEY).parts;
  if (policy.state !== "set") throw new Error("no policy");
  const { Statement }: { Statement: { Sid: string }[] } = JSON.parse(policy.request.Policy ?? "");
  expect(Statement.map(({ Sid }) => Sid)).toEqual([
    "Theirs",
    "DenyExplicitNonDsse",
    "DenyHeaderWithoutKey",
    "DenyWrongKey",
    "DenySseC",
  ]);
});

test("a template asks to import what exists, and one as it should be asks for nothing of the kind", () => {
  expect(toCloudFormation(toTarget(BARE, KEY), [])).not.toContain("IMPORT");
  expect(adoptionInWords(BARE).join(" ")).not.toContain("AWS::S3::BucketPolicy");
  expect(adoptionInWords(FULL).join(" ")).toContain("AWS::S3::BucketPolicy");
});

test("a text that CloudFormation would look up elsewhere is pointed out", () => {
  const tags = (Value: string): WholeBucket => ({
    ...BARE,
    parts: {
      ...BARE.parts,
      tags: { state: "set", notes: [], request: { Bucket: "reports", Tagging: { TagSet: [{ Key: "a", Value }] } } },
    },
  });
  expect(toCloudFormation(tags("{{resolve:ssm:x}}"), [])).toContain("# A text below holds {{resolve:…}}.");
  expect(toCloudFormation(tags("{{x}}"), [])).not.toContain("# A text below");
});

test("as it should be keeps of the encryption rule what this console does not know, and every blocked type", () => {
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const },
    BlockedEncryptionTypes: { EncryptionType: ["SSE-C" as const] },
    FromTomorrow: true,
  };
  const whole: WholeBucket = {
    ...BARE,
    parts: {
      ...BARE.parts,
      encryption: {
        state: "set",
        notes: [],
        request: { Bucket: "reports", ServerSideEncryptionConfiguration: { Rules: [rule] } },
      },
    },
  };
  expect(toTarget(whole, KEY).parts.encryption).toMatchObject({
    request: {
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: KEY },
            BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
            FromTomorrow: true,
          },
        ],
      },
    },
  });
});

test("where its statements would leave nothing that can be uploaded, every file says so first", () => {
  const scanner =
    '{"Statement":[{"Sid":"Scanner","Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":["AES256","aws:kms"]}}}]}';
  const request = { Bucket: BARE.name, Policy: scanner.replace("reports", BARE.name) };
  const policy: WholeBucket["parts"]["policy"] = { state: "set", request, notes: [] };
  const target = toTarget({ ...BARE, parts: { ...BARE.parts, policy } }, KEY);
  const words = "Put this right first. Nothing could be uploaded any more: Scanner refuses uploads";
  for (const file of [toShellWhole(target, AT, []), toTerraformWhole(target, BARE, []), toCloudFormation(target, [])]) {
    expect(file.replaceAll(/\s*#\s*/g, " ")).toContain(words);
  }
  expect(toTarget(FULL, KEY).parts.policy).toMatchObject({ notes: [] });
});
