import { expect, test } from "vitest";
import { stateConsequences, stateInWords } from "./state-words.ts";

const ARN = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const KEY = { spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT", origin: "AWS_KMS", multiRegion: null };
const REPLICA = { role: "REPLICA" as const, primaryArn: ARN, replicaArns: [] };
const STATE = { state: "Enabled", deletionAt: null, pendingDays: null };

/** Keys that S3 cannot use. Source: KMS Developer Guide, "Key type reference"; S3 guide, UsingKMSEncryption: symmetric keys only. */
const OTHERS = [
  ["HMAC_256", "GENERATE_VERIFY_MAC", "verify the message codes"],
  ["RSA_2048", "SIGN_VERIFY", "nor verify what it signed"],
  ["RSA_2048", "ENCRYPT_DECRYPT", "decrypt what was encrypted"],
  ["ECC_NIST_P256", "KEY_AGREEMENT", "derive the secrets"],
  ["ML_KEM_768", "ENCAPSULATE_DECAPSULATE", "unwrap the secrets"],
  ["NEW_1", "NEW_USE", "nothing can use it any more"],
] as const;

const STATES = [
  "Enabled",
  "Disabled",
  "PendingDeletion",
  "PendingReplicaDeletion",
  "PendingImport",
  "Unavailable",
  "Creating",
  "Updating",
];

/** What is said of S3 and its objects. "S3 cannot" is said of keys that it cannot use. */
const OF_S3 = /S3 (?!cannot\.)|written|\bread\b|objects|uploads|data under|No data|rotat/;

test.for(OTHERS)("of a key %s for %s nothing is said that is so of S3’s data only", ([spec, usage, loss]) => {
  for (const origin of ["AWS_KMS", "EXTERNAL"])
    for (const multiRegion of [null, REPLICA, { role: "PRIMARY" as const, primaryArn: ARN, replicaArns: [ARN] }]) {
      const key = { spec, usage, origin, multiRegion };
      const { enabling, cancelling, disabling, deleting } = stateConsequences(key);
      for (const sentence of [
        enabling,
        cancelling,
        ...disabling,
        ...deleting,
        ...STATES.map((state) => stateInWords({ ...key, ...STATE, state })),
      ])
        expect(sentence).not.toMatch(OF_S3);
    }
  expect(stateConsequences({ ...KEY, spec, usage }).deleting.join(" ")).toContain(loss);
  expect(stateInWords({ ...KEY, ...STATE, spec, usage })).toBe("Whoever is allowed to can use this key; S3 cannot.");
});

test("of a key that S3 can use it is said what becomes of its objects", () => {
  const { enabling, disabling, deleting } = stateConsequences(KEY);
  expect(enabling).toMatch(/read and written again/);
  expect(disabling.join(" ")).toMatch(/uploads, downloads, copies and replication .* fail with KMS\.DisabledException/);
  expect(deleting.join(" ")).toMatch(/nothing under it can ever be read again/);
  expect(stateInWords({ ...KEY, ...STATE })).toBe("Whoever is allowed to can write and read under this key.");
  expect(stateInWords({ ...KEY, ...STATE, state: "Disabled" })).toMatch(/No data is lost/);
});

test("a state says on which day it ends, or how long it waits, and one that is not known that it is not", () => {
  const at = new Date("2026-12-24T00:00:00.000Z");
  expect(stateInWords({ ...KEY, ...STATE, state: "PendingDeletion", deletionAt: at })).toMatch(/on 2026-12-24 \(UTC\)/);
  expect(stateInWords({ ...KEY, ...STATE, state: "PendingReplicaDeletion", pendingDays: 9 })).toMatch(
    /It is 9 days long/,
  );
  expect(stateInWords({ ...KEY, ...STATE, state: "New" })).toBe(
    "KMS calls this state New, which this console does not know.",
  );
});

test("a primary key waits for its replicas, and what is under a deleted replica is lost only with its primary", () => {
  const primary = { ...KEY, multiRegion: { role: "PRIMARY" as const, primaryArn: ARN, replicaArns: [ARN] } };
  expect(stateConsequences(primary).deleting.join(" ")).toMatch(/every replica is deleted/);
  const replica = stateConsequences({ ...KEY, multiRegion: REPLICA }).deleting.join(" ");
  expect(replica).toMatch(/unless its primary key is replicated into this Region again/);
  expect(replica).not.toMatch(/can ever be read again/);
});

test.for([
  ["AWS_KMS", 2],
  ["EXTERNAL", 3],
  ["AWS_CLOUDHSM", 3],
  ["EXTERNAL_KEY_STORE", 3],
] as const)("a deletion of a key from %s means %i things", ([origin, count]) => {
  expect(stateConsequences({ ...KEY, origin }).deleting).toHaveLength(count);
});
