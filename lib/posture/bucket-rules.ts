import type { Result } from "#lib/aws/result.ts";
import { type Key, nameOf } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import type { Bucket } from "#lib/s3/bucket.ts";
import { type Deciding, problemOfKey, toDeciding } from "#lib/s3/deciding.ts";
import { type BucketEncryption, keyIdOf } from "#lib/s3/encryption.ts";
import { type Enforcement, enforcementOf } from "#lib/s3/enforcement.ts";
import { policyFindings } from "#lib/s3/policy-finding.ts";
import { countBlocked, type PublicAccessBlock } from "#lib/s3/public-access.ts";
import { sseCAnswerOf } from "#lib/s3/sse-c.ts";
import { acrossWays, uploadAnswers } from "#lib/s3/upload-answer.ts";
import { denialsInWords } from "#lib/s3/upload-fate.ts";
import { fail, ifKnown, notApplicable, PASS, type Rule, unknown, type Verdict } from "./rule.ts";

/** A bucket with what S3 applies to new objects. */
export type BucketDefault = { bucket: Bucket; encryption: Result<BucketEncryption> };

/** A bucket with everything that its rules look at, each read failing alone. */
export type BucketFacts = BucketDefault & {
  /** The key that the default names; null when it names none, or when the default is not known. */
  key: Result<Key> | null;
  /** That key's own policy; null where there is no such key, or the key is not known. */
  keyPolicy: Result<string> | null;
  /** The policy document, null where there is none. */
  policy: Result<string | null>;
  publicAccess: Result<PublicAccessBlock>;
};

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

function checkKeyUsable({ bucket, encryption, key, keyPolicy }: BucketFacts): Verdict {
  return ifKnown(encryption, ({ default: found }) => {
    const keyId = keyIdOf(found);
    if (keyId === null || key === null) return notApplicable("The default names no key.");
    if (bucket.region === null) return unknown("In which Region the bucket is.");
    const problem = problemOfKey({ name: bucket.name, region: bucket.region }, found, key, keyPolicy);
    if (problem === null) return PASS;
    if (problem.status === "unknown") {
      return unknown(problem.failure === null ? problem.reason : problem.short, problem.failure);
    }
    return fail(key.ok ? `${nameOf(key.value)}: ${problem.reason}` : problem.reason);
  });
}

/** What the policy does only matters to a default of DSSE-KMS; another default is a finding of its own. */
function ofDsseDefault(facts: BucketFacts, judge: (enforcement: Enforcement) => Verdict): Verdict {
  return ifKnown(facts.encryption, ({ default: found }) => {
    if (found.type !== "DSSE-KMS") return notApplicable("The default is not DSSE-KMS.");
    return ifKnown(facts.policy, () => judge(enforcementOf(decidingOf(facts))));
  });
}

function decidingOf({ bucket: { name, region }, ...reads }: BucketFacts): Deciding {
  return toDeciding({ name, region: region ?? "" }, reads);
}

/** Whether an upload that asks for the very default, its key included, gets past the policy. */
function checkAccepted(facts: BucketFacts): Verdict {
  return ifKnown(facts.encryption, ({ default: found }) => {
    if (found.type !== "DSSE-KMS") return notApplicable("The default is not DSSE-KMS.");
    return ifKnown(facts.policy, () => {
      const deciding = decidingOf(facts);
      const finding = policyFindings(deciding).find(({ kind, certain }) => kind === "refuses the default" && certain);
      if (finding !== undefined) return fail(`${finding.statement}: ${finding.why}`);
      // Where the default's own key is not known, what holds for any key holds for it.
      const answers = uploadAnswers(deciding);
      const asked = answers.get("DSSE-KMS and the key") ?? answers.get("DSSE-KMS and another key");
      if (asked?.put.outcome === "accepted") return PASS;
      if (asked?.put.outcome === "depends") {
        return unknown(`It may be refused: ${denialsInWords(asked.put.denials)}.`);
      }
      return unknown("The policy does not follow IAM’s grammar.");
    });
  });
}

function checkRequired(enforcement: Enforcement): Verdict {
  switch (enforcement.status) {
    case "required":
      return PASS;
    case "partly":
      return fail(`They are refused in part: ${denialsInWords(enforcement.denials)}.`);
    case "not-required":
      return fail("No statement refuses other headers.");
    case "contradicted":
      return notApplicable("The policy contradicts the default.");
    case "unknown":
      return unknown(enforcement.reason);
  }
}

/** The bucket's own setting refuses SSE-C, or a statement of its policy does. */
function checkSseC(facts: BucketFacts): Verdict {
  return ifKnown(facts.encryption, (configuration) => {
    if (sseCAnswerOf(configuration, null).outcome === "blocked") return PASS;
    return ifKnown(facts.policy, () => {
      const deciding = decidingOf(facts);
      if (typeof deciding.policy === "string") return unknown("The policy does not follow IAM’s grammar.");
      const ways = uploadAnswers(deciding).get("SSE-C");
      const answer = sseCAnswerOf(configuration, ways === undefined ? null : acrossWays(ways));
      switch (answer.outcome) {
        case "blocked":
        case "refused":
          return PASS;
        case "unknown":
          return unknown(answer.reason);
        case "depends":
          return fail(`They are refused in part: ${denialsInWords(answer.denials)}.`);
        case "accepted":
          return fail("Neither the bucket’s setting nor its policy refuses them.");
      }
    });
  });
}
