import { expect, test } from "vitest";
import type { Result } from "#lib/aws/result.ts";
import type { Versioning } from "#lib/s3/versioning.ts";
import { overwritingIn } from "./overwriting.ts";

const as = (status: Versioning["status"]): Result<Versioning> => ({ ok: true, value: { status, mfaDelete: false } });
const REFUSED: Result<Versioning> = {
  ok: false,
  failure: {
    code: "denied",
    service: "S3",
    operation: "GetBucketVersioning",
    name: "AccessDenied",
    message: "",
    permission: "s3:GetBucketVersioning",
    hint: "",
    requestId: null,
  },
};

test.for([
  [as("enabled"), true, "stays, as an older version"],
  [as("suspended"), false, "“null”, it is lost for good"],
  [as("never"), false, "lost for good"],
  [REFUSED, false, "not known: needs s3:GetBucketVersioning. Take it that"],
] as const)("where versioning is %j, what is overwritten can be had back: %s", ([versioning, reversible, words]) => {
  const found = overwritingIn(versioning);
  expect(found.reversible).toBe(reversible);
  expect(found.loss).toContain(words);
});
