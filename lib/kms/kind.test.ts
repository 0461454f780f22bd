import { expect, test } from "vitest";
import { kindsOf } from "./kind.ts";

const ORDINARY = {
  spec: "SYMMETRIC_DEFAULT",
  usage: "ENCRYPT_DECRYPT",
  origin: "AWS_KMS",
  multiRegion: null,
  expiresAt: null,
  region: "eu-central-1",
};
const PRIMARY = { role: "PRIMARY" as const, primaryArn: null, replicaArns: [] };

test("an ordinary key has nothing to say", () => {
  expect(kindsOf(ORDINARY)).toEqual([]);
});

test.for([
  [{ spec: "RSA_2048", usage: "SIGN_VERIFY" }, "asymmetric", /RSA_2048\) and signs and verifies\. S3 cannot use it/],
  [{ spec: "RSA_4096", usage: "ENCRYPT_DECRYPT" }, "asymmetric", /S3 cannot use it/],
  [{ spec: "ML_KEM_768", usage: "ENCAPSULATE_DECAPSULATE" }, "asymmetric", /wraps shared secrets/],
  [{ spec: "HMAC_256", usage: "GENERATE_VERIFY_MAC" }, "HMAC", /an HMAC key \(HMAC_256\)/],
  [{ spec: "NEW_1", usage: "NEW_USE" }, "asymmetric", /is for NEW_USE/],
  [{ multiRegion: PRIMARY }, "multi-Region primary", /a replica elsewhere does not read their objects/],
  [{ multiRegion: { ...PRIMARY, role: "REPLICA" as const } }, "multi-Region replica", /follow its primary/],
  [{ origin: "EXTERNAL" }, "imported", /does not expire/],
  [
    { origin: "EXTERNAL", expiresAt: new Date("2027-01-02T03:04:05Z") },
    "imported",
    /expires on 2027-01-02 03:04 \(UTC\)/,
  ],
  [{ origin: "AWS_CLOUDHSM" }, "CloudHSM store", /1,800 requests a second/],
  [{ origin: "EXTERNAL_KEY_STORE" }, "external store", /outside AWS/],
  [{ origin: "NEW_PLACE" }, "NEW_PLACE", /does not know/],
] as const)("%o is told apart as %s", ([changed, word, sentence]) => {
  const kinds = kindsOf({ ...ORDINARY, ...changed });
  expect(kinds.map((kind) => kind.word)).toEqual([word]);
  expect(kinds.flatMap(({ sentences }) => sentences).join(" ")).toMatch(sentence);
});

test("a key can be of several kinds", () => {
  const kinds = kindsOf({ ...ORDINARY, origin: "EXTERNAL", multiRegion: PRIMARY });
  expect(kinds.map(({ word }) => word)).toEqual(["imported", "multi-Region primary"]);
});

test("nothing is said of S3’s objects for a key that S3 cannot use", () => {
  const imported = { origin: "EXTERNAL", expiresAt: new Date("2027-01-02T03:04:05Z") };
  for (const role of ["PRIMARY", "REPLICA"] as const) {
    const kind = { ...ORDINARY, ...imported, spec: "HMAC_256", usage: "GENERATE_VERIFY_MAC" };
    const said = kindsOf({ ...kind, multiRegion: { ...PRIMARY, role } }).flatMap(({ sentences }) => sentences);
    expect(
      said.filter((sentence) => /S3 (?!cannot)|objects|\bread until|so is the data|rotated to/.test(sentence)),
    ).toEqual([]);
    expect(said.join(" ")).toMatch(
      role === "PRIMARY" ? /Its material holds for its replicas/ : /Its material follows its/,
    );
  }
});
