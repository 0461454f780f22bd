import type { Condition, Statement } from "#lib/policy/document.ts";
import { SSE_KEYS } from "#lib/policy/encryption-condition.ts";
import type { Deciding } from "./deciding.ts";
import { ALGORITHMS } from "./encryption.ts";
import { defaultKeyOf, type PolicyAnswer, uploadAnswers } from "./upload-answer.ts";
import type { Ask, Way } from "./upload-fate.ts";

/** A statement that does not go together with the default or with DSSE-KMS. `why` and `remedy` are sentences. */
export type PolicyFinding = {
  kind: "refuses the default" | "refuses DSSE-KMS" | "refuses what says nothing";
  /** Whether it does so for certain, or only may: for some callers, objects or keys. */
  certain: boolean;
  statement: string;
  why: string;
  remedy: string;
};

type Answers = ReadonlyMap<Ask, Record<Way, PolicyAnswer>>;

/** Where the policy contradicts the bucket's default, or may, and where it would contradict DSSE-KMS. */
export function policyFindings(deciding: Deciding): PolicyFinding[] {
  const answers = uploadAnswers(deciding);
  const type = typeof deciding.standard === "string" ? null : deciding.standard.type;
  const asked = type === null ? undefined : putOf(answers, ...(ASKS_FOR.get(type) ?? []));
  const ofDefault = findingsOf(asked, "refuses the default", deciding);
  const ofDsse = type === "DSSE-KMS" ? [] : findingsOf(dsseOf(answers), "refuses DSSE-KMS", deciding);
  const ofNothing =
    asked === undefined ? [] : findingsOf(putOf(answers, "nothing"), "refuses what says nothing", deciding);
  // What refuses the default where it is asked for need not be told again for those who do not ask.
  const told = new Set(ofDefault.map(({ statement }) => statement));
  return [...ofDefault, ...ofDsse, ...ofNothing.filter(({ statement }) => !told.has(statement))];
}

/** The upload that asks for the very default; where the default's own key is not known, for any. */
const ASKS_FOR = new Map<string, [Ask, ...Ask[]]>([
  ["DSSE-KMS", ["DSSE-KMS and the key", "DSSE-KMS and another key"]],
  ["SSE-KMS", ["SSE-KMS and the key", "SSE-KMS and another key"]],
  ["SSE-S3", ["SSE-S3"]],
]);

function dsseOf(answers: Answers): PolicyAnswer | undefined {
  return putOf(answers, "DSSE-KMS and the key", "DSSE-KMS and another key");
}

/** The answer to the first of the kinds that can be asked for. */
function putOf(answers: Answers, ...asks: Ask[]): PolicyAnswer | undefined {
  return asks.flatMap((ask) => answers.get(ask)?.put ?? [])[0];
}

/** The statement that refuses an upload for certain, whatever else would; else all that may. */
function findingsOf(
  answer: PolicyAnswer | undefined,
  kind: PolicyFinding["kind"],
  deciding: Deciding,
): PolicyFinding[] {
  if (answer?.outcome === "refused") {
    const [statement] = answer.statements;
    return [{ kind, certain: true, statement, ...inWords(statement, kind, deciding) }];
  }
  if (answer?.outcome !== "depends") return [];
  return answer.denials.map(({ statement, reason }) => ({
    kind,
    certain: false,
    statement,
    why: `It holds ${reason}.`,
    remedy: "Look at what it is meant to refuse, and whether that is all that it refuses.",
  }));
}

type Words = Pick<PolicyFinding, "why" | "remedy">;

function inWords(name: string, kind: PolicyFinding["kind"], deciding: Deciding): Words {
  const { policy, standard } = deciding;
  if (kind === "refuses what says nothing") {
    return {
      why: "It refuses uploads that send no encryption header, so the default never applies.",
      remedy: "Leave it so if every client is meant to send the header.",
    };
  }
  const statements = typeof policy === "string" || policy === null ? [] : policy.statements;
  const statement = statements.find((one) => one.name === name);
  const type = typeof standard === "string" ? null : standard.type;
  if (kind === "refuses DSSE-KMS" || type === null || type === "DSSE-KMS") {
    return explained(statement, defaultKeyOf(deciding));
  }
  return ofOneLayer(statement, type, deciding);
}

/** A default of one layer that a policy refuses where it is asked for, as a demand for DSSE-KMS does. */
function ofOneLayer(statement: Statement | undefined, type: string, deciding: Deciding): Words {
  const demanded = demandedKey(statement, defaultKeyOf(deciding));
  if (demanded !== null) return demanded;
  const answers = uploadAnswers(deciding);
  const silent = putOf(answers, "nothing")?.outcome;
  return {
    why: `It refuses uploads that ask for ${type}, ${
      silent === "accepted"
        ? `and uploads that say nothing get ${type} all the same, from the default.`
        : "which is what the default gives."
    }`,
    remedy:
      dsseOf(answers)?.outcome === "accepted"
        ? "It lets DSSE-KMS through: make that the default, if two layers are what is meant."
        : `Look at what it is meant to refuse, and leave ${type} out of it or change the default.`,
  };
}

function demandedKey(statement: Statement | undefined, key: string | null): Words | null {
  const demanded = (statement?.conditions ?? []).find(
    (one) => isAbout(one, SSE_KEYS.keyId) && /Not/.test(one.operator),
  );
  if (demanded === undefined || key === null) return null;
  return {
    why: `It demands the key ${demanded.values.join(" or ")}, and the default’s is ${key}.`,
    remedy: "Demand the key of the default, or give the default the key that is demanded.",
  };
}

function explained(statement: Statement | undefined, key: string | null): Words {
  const conditions = statement?.conditions ?? [];
  const lists = conditions.filter(
    (one) => isAbout(one, SSE_KEYS.algorithm) && /^String(Not)?(Equals|Like)/.test(one.operator),
  );
  const list = lists.find(({ operator }) => /Not/.test(operator));
  const dsse = ALGORITHMS["DSSE-KMS"];
  if (list !== undefined && !list.values.includes(dsse)) return byList(list, conditions);
  if (lists.some(({ operator, values }) => !/Not/.test(operator) && values.includes(dsse))) {
    return {
      why: "It names DSSE-KMS (aws:kms:dsse) among what it refuses.",
      remedy: "Take aws:kms:dsse out of its list.",
    };
  }
  const demanded = demandedKey(statement, key);
  if (demanded !== null) return demanded;
  return {
    why: "It refuses uploads that ask for DSSE-KMS.",
    remedy: "Look at what it is meant to refuse, and leave DSSE-KMS out of it.",
  };
}

/** The list that scanners and templates from before DSSE-KMS write: ["AES256", "aws:kms"]. */
function byList({ values }: Condition, conditions: readonly Condition[]): Words {
  const needsHeader = conditions.some((one) => isAbout(one, SSE_KEYS.algorithm) && one.operator === "Null");
  const also = needsHeader
    ? ""
    : " Uploads without a header it refuses too: what is missing is not in the list either, so the default never applies.";
  return {
    why: `Its list knows ${values.join(" and ")} only. DSSE-KMS (aws:kms:dsse) is not in it and so refused; scanners and templates from before June 2023 write it so.${also}`,
    remedy: "Take it out and enforce DSSE-KMS here instead, or at least add aws:kms:dsse to its list.",
  };
}

function isAbout({ key }: Condition, wanted: string): boolean {
  return key.toLowerCase() === wanted;
}
