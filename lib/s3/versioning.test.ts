import { expect, test } from "vitest";
import { fromVersioning, toEnableVersioning, toSuspendVersioning, versioningInWords } from "./versioning.ts";

test.for<[{ Status?: string; MFADelete?: string }, string]>([
  [{}, "never"],
  [{ Status: "Enabled" }, "enabled"],
  [{ Status: "Suspended", MFADelete: "Disabled" }, "suspended"],
  [{ Status: "Enabled", MFADelete: "Enabled" }, "enabled with MFA delete"],
])("S3’s answer %o is %s", ([answer, words]) => {
  expect(versioningInWords(fromVersioning(answer))).toBe(words);
});

test("neither request speaks of MFA delete, which stays as it is", () => {
  expect(toEnableVersioning("b").VersioningConfiguration).toEqual({ Status: "Enabled" });
  expect(toSuspendVersioning("b").VersioningConfiguration).toEqual({ Status: "Suspended" });
});
