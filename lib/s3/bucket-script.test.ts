import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everyServiceAt } from "#lib/commands/cli.ts";
import { toShellWhole } from "./bucket-code.ts";
import { FULL } from "./testing.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "twofold-script-"));
  // Notes its operation, and answers as S3 does in us-east-1, where making a bucket of one's own again succeeds.
  writeFileSync(
    join(folder, "aws"),
    `#!/bin/sh\necho "$2" >>"${folder}/sent"\n[ "$2" != head-bucket ] || { echo "$FOUND" >&2; exit "$STATUS"; }\n`,
  );
  chmodSync(join(folder, "aws"), 0o755);
});

afterAll(() => rmSync(folder, { recursive: true }));

function runWith(found: string, status: number) {
  writeFileSync(join(folder, "sent"), "");
  const script = toShellWhole({ ...FULL, region: "us-east-1" }, everyServiceAt(null), []);
  const env = { NODE_ENV: "test" as const, PATH: `${folder}:/usr/bin:/bin`, FOUND: found, STATUS: String(status) };
  const run = spawnSync("sh", ["-c", script], { encoding: "utf8", env });
  return { ...run, sent: readFileSync(join(folder, "sent"), "utf8").trim().split("\n") };
}

test("the script goes on where S3 says that there is no bucket of the name", () => {
  const { status, sent } = runWith("An error occurred (404) when calling the HeadBucket operation: Not Found", 254);
  expect(status).toBe(0);
  expect(sent.slice(0, 2)).toEqual(["head-bucket", "create-bucket"]);
  expect(sent).toContain("put-bucket-policy");
});

test.for<[string, string, number, RegExp]>([
  ["there is one", "", 0, /There is a bucket reports already/],
  [
    "there may be one of somebody else",
    "An error occurred (403) when calling the HeadBucket operation: Forbidden",
    254,
    /\(403\)[^]*is not known/,
  ],
  ["nobody answers", "Could not connect to the endpoint URL", 255, /Could not connect[^]*is not known/],
])("the script sends nothing where %s", ([, found, code, words]) => {
  const { status, sent, stderr } = runWith(found, code);
  expect(status).toBe(1);
  expect(sent).toEqual(["head-bucket"]);
  expect(stderr).toMatch(words);
});
