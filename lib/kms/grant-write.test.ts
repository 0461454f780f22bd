import { expect, test } from "vitest";
import { type Answer, kmsError, scripted } from "#lib/aws/testing.ts";
import type { NewGrant } from "./grant.ts";
import { findGrantByName, listGrants } from "./grant-read.ts";
import { createGrant, retireGrant, revokeGrant } from "./grant-write.ts";
import { fromKeyMetadata } from "./key.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:kms:eu-central-1:000000000000:key/${ID}`;
const KEY = fromKeyMetadata({ Arn: ARN, KeyId: ID }, ["alias/records"]);
const ROLE = "arn:aws:iam::000000000000:role/imaging";
const GRANT: NewGrant = {
  name: "imaging",
  grantee: { kind: "principal", name: ROLE },
  retiring: null,
  operations: ["Decrypt", "GenerateDataKey"],
  constraints: { contextEquals: null, contextSubset: [{ name: "a", value: "1" }], sourceArn: null },
};
const ENTRY = {
  GrantId: "g1",
  Name: "imaging",
  GranteePrincipal: ROLE,
  Operations: ["GenerateDataKey", "Decrypt"],
  Constraints: { EncryptionContextSubset: { a: "1" } },
};

/** A KMS whose key has these grants, and that does what it is told but for the answers given. */
function granting(entries: object[], changed: Record<string, Answer> = {}) {
  let held = entries;
  return scripted(({ target }) => {
    const answer = changed[target ?? ""];
    if (answer !== undefined) return answer;
    if (target === "ListGrants") return { body: { Grants: held, Truncated: false } };
    held = target === "CreateGrant" ? [ENTRY] : [];
    return { body: target === "CreateGrant" ? { GrantId: "g1", GrantToken: "t" } : {} };
  });
}

function writes(requests: { target: string | null; body: string }[]) {
  return requests.filter(({ target }) => target !== "ListGrants").map(({ body }) => JSON.parse(body));
}

test("a grant is made with its operations and constraints, and read back", async () => {
  const { aws, requests } = granting([]);
  expect(await createGrant(aws, KEY, GRANT)).toBe("g1");
  expect(writes(requests)).toEqual([
    {
      KeyId: ARN,
      GranteePrincipal: ROLE,
      Operations: ["Decrypt", "GenerateDataKey"],
      Constraints: { EncryptionContextSubset: { a: "1" } },
      Name: "imaging",
    },
  ]);
});

test("a name that the key's grants have already makes nothing", async () => {
  const { aws, requests } = granting([ENTRY]);
  await expect(createGrant(aws, KEY, GRANT)).rejects.toMatchObject({ failure: { name: "NameTaken" } });
  expect(writes(requests)).toEqual([]);
});

test("a refused grant names the permission", async () => {
  const { aws } = granting([], { CreateGrant: kmsError(400, "AccessDeniedException") });
  await expect(createGrant(aws, KEY, GRANT)).rejects.toMatchObject({
    failure: { code: "denied", permission: "kms:CreateGrant" },
  });
});

test.for<[string, object]>([
  ["no such grant", {}],
  ["constraints", { ...ENTRY, Constraints: undefined }],
  ["operations", { ...ENTRY, Operations: ["Decrypt"] }],
  ["grantee", { ...ENTRY, GranteePrincipal: "arn:aws:iam::000000000000:role/other" }],
])("%s read back is a loud failure", async ([words, entry]) => {
  let made = false;
  const { aws } = scripted(({ target }) => {
    if (target === "CreateGrant") made = true;
    return { body: target === "CreateGrant" ? { GrantId: "g1" } : { Grants: made ? [entry] : [] } };
  });
  await expect(createGrant(aws, KEY, GRANT)).rejects.toMatchObject({
    failure: { name: "ReadBackMismatch", message: expect.stringContaining(words) },
  });
});

test.for([
  ["RevokeGrant", revokeGrant],
  ["RetireGrant", retireGrant],
] as const)("%s takes the grant away and reads that it is gone", async ([operation, end]) => {
  const done = granting([ENTRY]);
  await end(done.aws, KEY, "g1", "imaging");
  expect(writes(done.requests)).toEqual([{ KeyId: ARN, GrantId: "g1" }]);

  const gone = granting([]);
  await expect(end(gone.aws, KEY, "g1", "imaging")).rejects.toMatchObject({ failure: { name: "ChangedMeanwhile" } });
  expect(writes(gone.requests)).toEqual([]);

  const unconfirmed = granting([ENTRY]);
  await expect(end(unconfirmed.aws, KEY, "g1", "Imaging")).rejects.toThrow("what was typed is not imaging");
  expect(writes(unconfirmed.requests)).toEqual([]);

  const refused = granting([ENTRY], { [operation]: kmsError(400, "AccessDeniedException") });
  await expect(end(refused.aws, KEY, "g1", "imaging")).rejects.toMatchObject({
    failure: { permission: `kms:${operation}` },
  });

  const ignored = granting([ENTRY], { [operation]: {} });
  await expect(end(ignored.aws, KEY, "g1", "imaging")).rejects.toMatchObject({
    failure: { name: "ReadBackMismatch" },
  });
});

test("a page of grants says where the next one begins", async () => {
  const { aws, requests } = scripted([{ body: { Grants: [ENTRY], Truncated: true, NextMarker: "m" } }]);
  expect(await listGrants(aws, ARN, null)).toMatchObject({ grants: [{ id: "g1" }], next: "m" });
  expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ KeyId: ARN, Limit: 50 });
});

test("a page that goes on without saying where is not the last one", async () => {
  const answer = { body: { Grants: [], Truncated: true } };
  await expect(listGrants(scripted([answer]).aws, ARN, null)).rejects.toMatchObject({
    failure: { name: "NotReported" },
  });
  await expect(findGrantByName(scripted([answer]).aws, ARN, "mine")).rejects.toMatchObject({
    failure: { name: "NotReported" },
  });
});

test("grants that may not be listed are not none", async () => {
  const { aws } = granting([], { ListGrants: kmsError(400, "AccessDeniedException") });
  await expect(listGrants(aws, ARN, null)).rejects.toMatchObject({ failure: { permission: "kms:ListGrants" } });
});

test("a grant whose answer was lost is found by its name", async () => {
  let made = false;
  const { aws } = scripted(({ target }) => {
    if (target === "ListGrants") return { body: { Grants: made ? [ENTRY] : [], Truncated: false } };
    made = true;
    return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
  });
  expect(await createGrant(aws, KEY, GRANT)).toBe("g1");
});
