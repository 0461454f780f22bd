import { nameOf } from "#lib/kms/key.ts";
import { type Deciding, problemOfKey, toDeciding } from "#lib/s3/deciding.ts";
import { keyIdOf } from "#lib/s3/encryption.ts";
import { type Enforcement, enforcementOf } from "#lib/s3/enforcement.ts";
import { policyFindings } from "#lib/s3/policy-finding.ts";
import { sseCAnswerOf } from "#lib/s3/sse-c.ts";
import { acrossWays, uploadAnswers } from "#lib/s3/upload-answer.ts";
import { denialsInWords } from "#lib/s3/upload-fate.ts";
import type { BucketFacts } from "./bucket-facts.ts";
import { fail, ifKnown, notApplicable, PASS, unknown, type Verdict } from "./rule.ts";

/** Whether S3 can use the key that the default names. */
export function checkKeyUsable({ bucket, encryption, key, keyPolicy }: BucketFacts): Verdict {
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
export function ofDsseDefault(facts: BucketFacts, judge: (enforcement: Enforcement) => Verdict): Verdict {
  return ifKnown(facts.encryption, ({ default: found }) => {
    if (found.type !== "DSSE-KMS") return notApplicable("The default is not DSSE-KMS.");
    return ifKnown(facts.policy, () => judge(enforcementOf(decidingOf(facts))));
  });
}

function decidingOf({ bucket: { name, region }, ...reads }: BucketFacts): Deciding {
  return toDeciding({ name, region: region ?? "" }, reads);
}

/** Whether an upload that asks for the very default, its key included, gets past the policy. */
export function checkAccepted(facts: BucketFacts): Verdict {
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

/** Whether the policy refuses uploads that ask for another encryption than DSSE-KMS. */
export function checkRequired(enforcement: Enforcement): Verdict {
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
export function checkSseC(facts: BucketFacts): Verdict {
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
