import type { Deciding } from "./deciding.ts";
import { acrossWays, type PolicyAnswer, uploadAnswers } from "./upload-answer.ts";
import { type Ask, type OpenDenial, SAYS } from "./upload-fate.ts";

/** What a bucket's policy does to uploads by how they ask for encryption. A statement goes by its Sid, else its place. */
export type Enforcement =
  /** Every upload that asks for SSE-S3 or SSE-KMS is refused, by these statements together. SSE-C is another question. */
  | { status: "required"; statements: string[]; withoutHeader: PolicyAnswer }
  /** Some are refused, or only for some callers or objects, by these statements. */
  | { status: "partly"; denials: OpenDenial[] }
  | { status: "not-required" }
  /** The policy refuses uploads that ask for DSSE-KMS, whichever key they name. */
  | { status: "contradicted"; statement: string }
  | { status: "unknown"; reason: string };

/** Whether the policy requires DSSE-KMS. What cannot be proven is "partly" or "unknown". */
export function enforcementOf(deciding: Deciding): Enforcement {
  if (typeof deciding.policy === "string") {
    return { status: "unknown", reason: `What the policy refuses: ${deciding.policy}.` };
  }
  const ways = uploadAnswers(deciding);
  const withKey = [...ways].filter(([ask]) => SAYS[ask].type === "DSSE-KMS" && SAYS[ask].key !== null);
  const refusal = withKey.map(([, { put }]) => statementOf(put));
  const [contradicting] = refusal;
  if (typeof contradicting === "string" && refusal.every((statement) => statement !== null)) {
    return { status: "contradicted", statement: contradicting };
  }
  const answers = new Map([...ways].map(([ask, answer]) => [ask, acrossWays(answer)]));
  const less = [...answers].filter(([ask]) => isLess(ask));
  if (!less.every(([, { outcome }]) => outcome === "refused")) return notOfAll(answers);
  const exempt = exemptForServices(deciding, less);
  if (exempt.length > 0) return { status: "partly", denials: exempt };
  const statements = [...new Set(less.flatMap(([, answer]) => statementOf(answer) ?? []))];
  return { status: "required", statements, withoutHeader: answers.get("nothing") ?? { outcome: "accepted" } };
}

/** Whether a kind of upload asks for one layer under a key of AWS's making. */
function isLess(ask: Ask): boolean {
  return SAYS[ask].type === "SSE-S3" || SAYS[ask].type === "SSE-KMS";
}

function statementOf(answer: PolicyAnswer): string | null {
  return answer.outcome === "refused" ? answer.statements[0] : null;
}

/** Statements that refuse one layer to everybody but the services of AWS, which may then write it. */
function exemptForServices(deciding: Deciding, less: [Ask, PolicyAnswer][]): OpenDenial[] {
  const ofServices = uploadAnswers(deciding, "an AWS service");
  const names = less.flatMap(([ask, answer]) => {
    const ways = ofServices.get(ask);
    const isRefused = ways !== undefined && acrossWays(ways).outcome === "refused";
    return isRefused ? [] : (statementOf(answer) ?? []);
  });
  return [...new Set(names)].map((statement) => ({ statement, reason: "for everybody but AWS’s own services" }));
}

type Answers = ReadonlyMap<Ask, PolicyAnswer>;

/** What refuses one layer in part. What meets DSSE-KMS with the same key alike, as a demanded key does, prefers neither. */
function notOfAll(answers: Answers): Enforcement {
  const open: OpenDenial[] = [];
  const refusing = new Map<string, Ask[]>();
  for (const [ask, answer] of answers) {
    if (!isLess(ask)) continue;
    const twin = SAYS[ask].key === null ? undefined : answers.get(twinOf(ask));
    if (answer.outcome === "depends") {
      open.push(...answer.denials.filter((one) => !isIn(one, twin) && !open.some((other) => isSame(one, other))));
    }
    if (answer.outcome === "refused") {
      const own = answer.statements.filter((name) => twin?.outcome !== "refused" || !twin.statements.includes(name));
      for (const name of own) refusing.set(name, [...(refusing.get(name) ?? []), ask]);
    }
  }
  const taken = [...answers].flatMap(([ask, { outcome }]) => (isLess(ask) && outcome !== "refused" ? [ask] : []));
  const certain = [...refusing].map(([statement, asks]) => ({
    statement,
    reason: `only against ${inWords(asks, answers)}, not against ${inWords(taken, answers)}`,
  }));
  const denials = [...certain, ...open];
  return denials.length === 0 ? { status: "not-required" } : { status: "partly", denials };
}

function twinOf(ask: Ask): Ask {
  return SAYS[ask].key === "own" ? "DSSE-KMS and the key" : "DSSE-KMS and another key";
}

function isIn(denial: OpenDenial, answer: PolicyAnswer | undefined): boolean {
  return answer?.outcome === "depends" && answer.denials.some((one) => isSame(one, denial));
}

function isSame(one: OpenDenial, other: OpenDenial): boolean {
  return one.statement === other.statement && one.reason === other.reason;
}

/** "SSE-S3 and SSE-KMS without a key". All kinds of SSE-KMS are one. */
function inWords(asks: readonly Ask[], all: Answers): string {
  const isAsked = (type: string, key?: string | null) => (ask: Ask) =>
    SAYS[ask].type === type && (key === undefined || SAYS[ask].key === key);
  const every = (...filters: Parameters<typeof isAsked>) => {
    const known = [...all.keys()].filter(isAsked(...filters));
    return known.length > 0 && known.every((ask) => asks.includes(ask));
  };
  const [own, other] = [every("SSE-KMS", "own"), every("SSE-KMS", "other")];
  const hasOwn = all.has("SSE-KMS and the key");
  const keyed =
    other && (own || !hasOwn)
      ? ["SSE-KMS with a key"]
      : [...(own ? ["SSE-KMS with the default’s key"] : []), ...(other ? ["SSE-KMS with another key"] : [])];
  const kms = every("SSE-KMS") ? ["SSE-KMS"] : [...keyed, ...(every("SSE-KMS", null) ? ["SSE-KMS without a key"] : [])];
  return [...(every("SSE-S3") ? ["SSE-S3"] : []), ...kms].join(" and ");
}
