import { type Node, parseTree } from "jsonc-parser";

/** A statement as it stands in a policy document: its very characters, and what they mean. */
export type WrittenStatement = { text: string; value: Record<string, unknown> };

/** A policy document around its statements: what stands before and after them is kept as it is. */
type Parts = { head: string; statements: WrittenStatement[]; tail: string };

/** The statements of a policy document in their order, or null where it is none. */
export function toWrittenStatements(document: string): WrittenStatement[] | null {
  return toParts(document)?.statements ?? null;
}

/**
 * The Sids that stand at more than one statement. IAM wants each once in a policy; the S3 User Guide does not say that S3
 * refuses a second one, and bucket policies that hold one are known. Source: IAM User Guide, "IAM JSON policy elements: Sid".
 */
export function repeatedSids(document: string): string[] {
  const sids = (toWrittenStatements(document) ?? []).flatMap(({ value: { Sid } }) =>
    typeof Sid === "string" && Sid !== "" ? [Sid] : [],
  );
  return [...new Set(sids.filter((sid, index) => sids.indexOf(sid) < index))];
}

/**
 * `document` without the statements that `isReplaced` points at, and with `statements` where the first of them stood, or
 * at the end. Every other statement keeps its characters, the document its Version, Id and order. A document of no
 * statements is none: null. `document` must be one that toWrittenStatements() reads.
 */
export function mergeStatements(
  document: string | null,
  isReplaced: (statement: WrittenStatement) => boolean,
  statements: readonly object[],
): string | null {
  const parts = document === null ? NEW : toParts(document);
  if (parts === null) throw new TypeError("This is not a policy document.");
  const first = parts.statements.findIndex(isReplaced);
  const kept = (some: WrittenStatement[]) => some.filter((one) => !isReplaced(one)).map(({ text }) => text);
  const at = first === -1 ? parts.statements.length : first;
  const texts = [
    ...kept(parts.statements.slice(0, at)),
    ...statements.map((statement) => JSON.stringify(statement)),
    ...kept(parts.statements.slice(at)),
  ];
  return texts.length === 0 ? null : `${parts.head}[${texts.join(",")}]${parts.tail}`;
}

const NEW: Parts = { head: '{"Version":"2012-10-17","Statement":', statements: [], tail: "}" };

/** IAM takes one statement without a list as well. */
function toParts(document: string): Parts | null {
  const root = parseStrictly(document);
  const members = root?.type === "object" ? (root.children ?? []) : [];
  const found = members.flatMap(({ children: [name, value] = [] }) =>
    name?.value === "Statement" && value !== undefined ? [value] : [],
  );
  const [list] = found;
  if (list === undefined || found.length > 1) return null;
  const nodes = list.type === "array" ? (list.children ?? []) : [list];
  const statements = nodes.flatMap((node) => {
    const text = document.slice(node.offset, node.offset + node.length);
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? [{ text, value }] : [];
  });
  if (statements.length < nodes.length) return null;
  return { head: document.slice(0, list.offset), statements, tail: document.slice(list.offset + list.length) };
}

/** The tree is read with patience for what is no JSON, so JSON itself is asked first. */
function parseStrictly(document: string): Node | undefined {
  try {
    JSON.parse(document);
  } catch {
    return undefined;
  }
  return parseTree(document);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
