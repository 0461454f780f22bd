import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { keyIdOf } from "#lib/s3/encryption.ts";
import { countBlocked } from "#lib/s3/public-access.ts";
import { denialsInWords } from "#lib/s3/upload-fate.ts";
import { checkAccepted, checkKeyUsable, checkRequired, checkSseC, ofDsseDefault } from "./bucket-checks.ts";
import type { BucketFacts } from "./bucket-facts.ts";
import { fail, ifKnown, notApplicable, PASS, type Rule, unknown } from "./rule.ts";

export type BucketRuleId =
  | "default-key-usable"
  | "policy-accepts-dsse"
  | "default-dsse"
  | "default-key-arn"
  | "policy-requires-dsse"
  | "sse-c-refused"
  | "public-access-blocked"
  | "default-reachable"
  | "no-bucket-key-in-vain";

/** What is checked of each bucket. */
export const BUCKET_RULES = {
  "default-key-usable": {
    title:
      "The key that the default names is enabled, of a kind and Region that S3 can use here, and not refused to everybody by its own policy",
    fault: "S3 cannot use the key of the default",
    severity: "broken",
    matters:
      "Uploads that rely on the default fail. Where the key itself cannot be used, so does reading what it protects.",
    remedy: "Open the key",
    place: "key",
    check: checkKeyUsable,
  },
  "policy-accepts-dsse": {
    title: "The policy accepts what the default asks for",
    fault: "The policy contradicts the default",
    severity: "broken",
    matters:
      "The default is DSSE-KMS, and the policy refuses uploads that ask for DSSE-KMS with the default’s own key.",
    remedy: "Look at what the policy does",
    place: "policy",
    check: checkAccepted,
  },
  "default-dsse": {
    title: "The default is DSSE-KMS",
    fault: "The default is not DSSE-KMS",
    severity: "weak",
    matters: "New objects that come without an encryption header get one layer of encryption instead of two.",
    remedy: "Change the default",
    place: "encryption",
    check: ({ encryption }) =>
      ifKnown(encryption, ({ default: found }) => {
        if (found.type === "DSSE-KMS") return PASS;
        if (found.type === "other") return unknown(`S3 says ${found.algorithm}, which this console does not know.`);
        return fail(`Its default is ${found.type}.`);
      }),
  },
  "default-key-arn": {
    title: "The default names its key by the full ARN",
    fault: "The default does not name its key by the full ARN",
    severity: "weak",
    matters:
      "AWS asks for the full ARN: an alias is resolved in the account of whoever uploads, so data can end up under a key that is not this account’s.",
    remedy: "Name the key by its ARN",
    place: "encryption",
    check: ({ encryption }) =>
      ifKnown(encryption, ({ default: found }) => {
        const keyId = keyIdOf(found);
        if (keyId === null) return notApplicable("The default names no key.");
        return fromKeyArn(keyId) === null ? fail(`It says ${keyId}.`) : PASS;
      }),
  },
  "policy-requires-dsse": {
    title: "The policy refuses uploads that ask for SSE-S3 or SSE-KMS",
    fault: "The policy does not require DSSE-KMS",
    severity: "weak",
    matters: "A default is no rule: whoever may write here can ask for one layer by sending another encryption header.",
    remedy: "Look at what the policy does",
    place: "policy",
    check: (facts) => ofDsseDefault(facts, checkRequired),
  },
  "sse-c-refused": {
    title: "Uploads under SSE-C are refused",
    fault: "Uploads under SSE-C are accepted",
    severity: "weak",
    matters:
      "SSE-C is one layer, under a key that only the uploader holds: without it nobody can read the object again.",
    remedy: "Look at what is refused",
    place: "encryption",
    check: checkSseC,
  },
  "public-access-blocked": {
    title: "The bucket blocks public access",
    fault: "The bucket does not block public access",
    severity: "weak",
    matters:
      "A policy or an ACL can make it public, unless the account’s own Block Public Access, which is not read here, prevents it.",
    remedy: "Open its settings",
    place: "settings",
    check: ({ publicAccess }) =>
      ifKnown(publicAccess, (block) => {
        const blocked = countBlocked(block);
        return blocked === Object.keys(block).length ? PASS : fail(`${blocked} of 4 switches are on.`);
      }),
  },
  "default-reachable": {
    title: "Uploads without an encryption header reach the default",
    fault: "The policy refuses uploads without an encryption header",
    severity: "note",
    matters:
      "The default would give them two layers, but clients and AWS services that send no header are turned away.",
    remedy: "Look at what the policy does",
    place: "policy",
    check: (facts) =>
      ofDsseDefault(facts, (enforcement) => {
        if (enforcement.status === "unknown") return unknown(enforcement.reason);
        if (enforcement.status !== "required") return notApplicable("The policy does not require DSSE-KMS.");
        const answer = enforcement.withoutHeader;
        if (answer.outcome === "accepted") return PASS;
        if (answer.outcome === "refused") return fail(`Refused by ${answer.statements[0]}.`);
        if (answer.outcome === "unknown") return unknown(answer.reason);
        return unknown(`They may be refused: ${denialsInWords(answer.denials)}.`);
      }),
  },
  "no-bucket-key-in-vain": {
    title: "No bucket key is set in vain",
    fault: "A bucket key is set in vain",
    severity: "note",
    matters: "S3 accepts the setting and ignores it with DSSE-KMS: every request still calls KMS, and costs so.",
    remedy: "Take it off",
    place: "encryption",
    check: ({ encryption }) =>
      ifKnown(encryption, ({ default: found, bucketKeyInVain }) => {
        if (found.type !== "DSSE-KMS") return notApplicable("The default is not DSSE-KMS.");
        return bucketKeyInVain ? fail("BucketKeyEnabled is true.") : PASS;
      }),
  },
} as const satisfies Record<BucketRuleId, Rule<BucketFacts>>;
