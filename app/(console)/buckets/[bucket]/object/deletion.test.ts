import { describe, expect, it, test } from "vitest";
import { deletionOf, outcomeOf } from "./deletion.ts";

describe("deletionOf", () => {
  test.for([
    ["enabled", true, "S3 adds a delete marker"],
    ["suspended", false, "the version with the id “null”, if there is one, is lost for good"],
    ["never", false, "The object is lost for good"],
    ["unknown", false, "is not known"],
  ] as const)(
    "says of an object where versioning is %s whether it comes back: %s",
    ([versioning, reversible, words]) => {
      const deletion = deletionOf({ versionId: undefined, deleteMarker: false, versioning });
      expect(deletion).toMatchObject({ verb: "Delete", reversible });
      expect(deletion.consequence).toContain(words);
    },
  );

  test.for(["enabled", "suspended", "never", "unknown"] as const)(
    "says that a version is lost for good where versioning is %s",
    (versioning) => {
      for (const versionId of ["v1", "null"]) {
        const deletion = deletionOf({ versionId, deleteMarker: false, versioning });
        expect(deletion).toMatchObject({ verb: "Delete version", reversible: false });
        expect(deletion.consequence).toContain("This one version is lost for good");
      }
    },
  );

  it("takes a delete marker off without asking for the name", () => {
    const deletion = deletionOf({ versionId: "m1", deleteMarker: true, versioning: "suspended" });
    expect(deletion).toMatchObject({ verb: "Remove marker", reversible: true });
  });
});

describe("outcomeOf", () => {
  const object = { bucket: "records", key: "a\nb" };
  const version = { ...object, versionId: "null" };

  test.for([
    [object, null, "ok", "a⟪U+000A⟫b is gone"],
    [object, { deleteMarker: true }, "ok", "A delete marker hides a⟪U+000A⟫b"],
    [object, { deleteMarker: false }, "warn", "a⟪U+000A⟫b is still there"],
    [version, null, "ok", "Version null is gone"],
    [version, { deleteMarker: false }, "warn", "Version null is still there"],
    [version, { deleteMarker: true }, "warn", "Version null is still there"],
  ] as const)("says of %j, where S3 lists %j: %s, %s", ([address, left, tone, title]) => {
    expect(outcomeOf(address, left)).toMatchObject({ tone, title });
  });
});
