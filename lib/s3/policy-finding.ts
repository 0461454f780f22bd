import type { Condition, Statement } from "#lib/policy/document.ts";
import type { Deciding } from "./deciding.ts";
import { ALGORITHMS } from "./encryption.ts";
import { defaultKeyOf, nextUploads } from "./next-upload.ts";
import type { UploadFate } from "./upload-fate.ts";

/** A statement that does not go together with DSSE-KMS. `why` and `remedy` are sentences. */
export type PolicyFinding = {
  kind: "refuses the default" | "refuses DSSE-KMS" | "refuses what says nothing";
  statement: string;
  why: string;
  remedy: string;
};

const SSE = "s3:x-amz-server-side-encryption";
const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";

/** Where the policy contradicts the bucket's default, or would contradict DSSE-KMS; only what is certain. */
export function policyFindings(deciding: Deciding): PolicyFinding[] {
  const { standard } = deciding;
  const fates = nextUploads(deciding);
  const isDsse = typeof standard !== "string" && standard.type === "DSSE-KMS";
  const asked = statementOf(fates.get("DSSE-KMS and the key")?.put ?? fates.get("DSSE-KMS and another key")?.put);
  const silent = statementOf(fates.get("nothing")?.put);
  return [
    ...(asked === null
      ? []
      : [toFinding(deciding, asked, isDsse ? "refuses the default" : ("refuses DSSE-KMS" as const))]),
    ...(silent === null || silent === asked || !isDsse
      ? []
      : [toFinding(deciding, silent, "refuses what says nothing" as const)]),
  ];
}

/** The statement that refuses an upload, whatever else would. */
function statementOf(fate: UploadFate | undefined): string | null {
  return fate?.outcome === "refused" && fate.by === "statement" ? fate.statement : null;
}

function toFinding(deciding: Deciding, name: string, kind: PolicyFinding["kind"]): PolicyFinding {
  const { policy } = deciding;
  const statements = typeof policy === "string" || policy === null ? [] : policy.statements;
  const statement = statements.find((one) => one.name === name);
  const said = { kind, statement: name };
  if (kind === "refuses what says nothing") {
    return {
      ...said,
      why: "It refuses uploads that send no encryption header, so the default never applies.",
      remedy: "Leave it so if every client is meant to send the header.",
    };
  }
  return { ...said, ...explained(statement, defaultKeyOf(deciding)) };
}

function explained(statement: Statement | undefined, key: string | null): Pick<PolicyFinding, "why" | "remedy"> {
  const conditions = statement?.conditions ?? [];
  const lists = conditions.filter((one) => isAbout(one, SSE) && /^String(Not)?(Equals|Like)/.test(one.operator));
  const list = lists.find(({ operator }) => /Not/.test(operator));
  const dsse = ALGORITHMS["DSSE-KMS"];
  if (list !== undefined && !list.values.includes(dsse)) return byList(list, conditions);
  if (lists.some(({ operator, values }) => !/Not/.test(operator) && values.includes(dsse))) {
    return {
      why: "It names DSSE-KMS (aws:kms:dsse) among what it refuses.",
      remedy: "Take aws:kms:dsse out of its list.",
    };
  }
  const demanded = conditions.find((one) => isAbout(one, KEY_ID) && /Not/.test(one.operator));
  if (demanded !== undefined && key !== null) {
    return {
      why: `It demands the key ${demanded.values.join(" or ")}, and the default’s is ${key}.`,
      remedy: "Demand the key of the default, or give the default the key that is demanded.",
    };
  }
  return {
    why: "It refuses uploads that ask for DSSE-KMS.",
    remedy: "Look at what it is meant to refuse, and leave DSSE-KMS out of it.",
  };
}

/** The list that scanners and templates from before DSSE-KMS write: ["AES256", "aws:kms"]. */
function byList({ values }: Condition, conditions: readonly Condition[]): Pick<PolicyFinding, "why" | "remedy"> {
  const needsHeader = conditions.some((one) => isAbout(one, SSE) && one.operator === "Null");
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
