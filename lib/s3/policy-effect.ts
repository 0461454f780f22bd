import { type Deciding, toDecidingPolicy } from "./deciding.ts";
import { oursIn, type PolicyPlan, sidsLost } from "./enforce.ts";
import { enforcementOf } from "./enforcement.ts";
import { nextUploads } from "./next-upload.ts";
import { refusesPlainHttp } from "./plain-http.ts";
import { policyFindings } from "./policy-finding.ts";
import { acrossWays, uploadAnswers } from "./upload-answer.ts";
import { type Ask, isAllRefused } from "./upload-fate.ts";

/**
 * What a plan takes away from what Twofold's statements demand, in a sentence; null where nothing. It says no more than
 * is so: another's statement may refuse the same.
 */
export function weakeningOf(plan: PolicyPlan, arn: string, defaultType: string): string | null {
  const next = oursIn(plan.after, arn);
  const lost = sidsLost(plan, arn);
  const left = leftOf(plan.after, arn);
  if (lost.includes("DenyInsecureTransport")) {
    const { policy } = left;
    const other = typeof policy === "string" || policy === null ? null : refusesPlainHttp(policy, arn);
    return noLonger("Requests over plain HTTP are", other);
  }
  const demands = next.has("DenyNonDsse") || next.has("DenyExplicitNonDsse");
  if (lost.includes("DenyNonDsse") || lost.includes("DenyExplicitNonDsse")) {
    if (!demands) {
      const enforcement = enforcementOf(left);
      const other = enforcement.status === "required" ? enforcement.statements.join(" and ") : null;
      return noLonger("Uploads that ask for less than DSSE-KMS are", other);
    }
  } else if (lost.length > 0 && !demands) {
    return lost.map((sid) => ofRemains(sid, left)).join(" ");
  }
  if (lost.includes("DenyWrongKey")) return "Twofold’s statements then take DSSE-KMS with any key.";
  if (!lost.includes("DenyNonDsse") || defaultType === "DSSE-KMS") return null;
  const other = refusingOf("nothing", left);
  if (other !== null) return noLonger("Uploads without a header are", other);
  return `Uploads without a header are no longer refused by Twofold’s statements, and the default gives them ${defaultType}.`;
}

/** What each refuses where the statement that demands DSSE-KMS is gone already. */
const REMAINS = new Map<string, { what: string; ask: Ask | null }>([
  ["DenyHeaderWithoutKey", { what: "Uploads that name an encryption but no key are", ask: "DSSE-KMS, no key" }],
  ["DenyWrongKey", { what: "Uploads that name another key are", ask: null }],
  ["DenySseC", { what: "Uploads under SSE-C are", ask: "SSE-C" }],
]);

function ofRemains(sid: string, left: Deciding): string {
  const { what, ask } = REMAINS.get(sid) ?? { what: `What ${sid} refuses is`, ask: null };
  return noLonger(what, ask === null ? null : refusingOf(ask, left));
}

/** The statements that refuse uploads of a kind for certain, whichever way they come. */
function refusingOf(ask: Ask, deciding: Deciding): string | null {
  const ways = uploadAnswers(deciding).get(ask);
  const answer = ways === undefined ? null : acrossWays(ways);
  return answer?.outcome === "refused" ? answer.statements.join(" and ") : null;
}

function noLonger(what: string, other: string | null): string {
  return `${what} no longer refused by Twofold’s statement${other === null ? "" : `, only by ${other}`}.`;
}

/** What decides after a change, as far as the policy alone does. */
function leftOf(after: string | null, bucketArn: string): Deciding {
  const unread = { standard: "not looked at", blockedTypes: null, keyFault: null };
  return { bucketArn, policy: toDecidingPolicy(after), ...unread };
}

/** What a policy that demands DSSE-KMS breaks: `all` where nothing could be uploaded at all. */
export type Breaking = { sentence: string; all: boolean };

/** Whether uploads that ask for DSSE-KMS, with the default's key where it has one, are refused for certain all the same. */
export function breakingOf(deciding: Deciding): Breaking | null {
  const isDsse = typeof deciding.standard !== "string" && deciding.standard.type === "DSSE-KMS";
  const kind = isDsse ? "refuses the default" : "refuses DSSE-KMS";
  const finding = policyFindings(deciding).find((one) => one.kind === kind && one.certain);
  if (finding === undefined) return null;
  const all = isAllRefused(nextUploads(deciding));
  const refusing = `${finding.statement} refuses uploads that ask for DSSE-KMS${isDsse ? " as the default has it" : ""}`;
  return {
    all,
    sentence: all ? `Nothing could be uploaded any more: ${refusing}, and the rest is refused, too.` : `${refusing}.`,
  };
}
