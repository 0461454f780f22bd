import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

/** What is wrong with a text, and where. Lines and columns count from 1, columns in UTF-16 units as editors do. */
export type Problem = { line: number; column: number; message: string };

/** A JSON value that knows where it stands. Offsets count from 0 in UTF-16 units; `end` is the first one after it. */
export type Json =
  | { type: "object"; start: number; end: number; members: Member[] }
  | { type: "array"; start: number; end: number; items: Json[] }
  | { type: "string"; start: number; end: number; value: string }
  /** As it is written: 1.20 and 1e21 stay so. */
  | { type: "number"; start: number; end: number; value: string }
  | { type: "boolean" | "null"; start: number; end: number; value: unknown };

/** One name of an object with its value; `start` is where the name stands. */
type Member = { name: string; start: number; value: Json };

/** Deeper than any policy; a deeper text would overflow the stack. */
const MAX_DEPTH = 100;
const TOO_DEEP = "This is nested too deep to be a policy.";

/** Strict JSON (RFC 8259): no comments, no trailing commas, no name twice in an object. All problems, in their order. */
export function parseJson(text: string): { json: Json } | { problems: Problem[] } {
  const doubt = text.trim() === "" ? "There is no JSON here." : depthOf(text) > MAX_DEPTH ? TOO_DEEP : null;
  if (doubt !== null) return { problems: [{ line: 1, column: 1, message: doubt }] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const problems: [number, string][] = errors.map(({ offset, error }) => [offset, sentenceOf(error)]);
  const json = tree === undefined ? null : toJson(tree, text, problems);
  if (json !== null && problems.length === 0) return { json };
  return { problems: problems.map(([offset, message]) => ({ ...placeOf(text, offset), message })) };
}

/** The line and column of an offset in a text, counted from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Null for what the parser could not finish. Notes each name that an object has twice. */
function toJson(node: Node, text: string, problems: [number, string][]): Json | null {
  const place = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case "object": {
      const members = (node.children ?? []).flatMap(({ offset, children = [] }) => {
        const [name, value] = children;
        const read = value === undefined ? null : toJson(value, text, problems);
        return read === null ? [] : { name: String(name?.value), start: offset, value: read };
      });
      const seen = new Set<string>();
      for (const { name, start } of members) {
        if (seen.has(name)) problems.push([start, `"${name}" stands here a second time, so one of the two is lost.`]);
        seen.add(name);
      }
      return { type: "object", ...place, members };
    }
    case "array":
      return {
        type: "array",
        ...place,
        items: (node.children ?? []).flatMap((item) => toJson(item, text, problems) ?? []),
      };
    case "string":
      return { type: "string", ...place, value: String(node.value) };
    case "number":
      return { type: "number", ...place, value: text.slice(place.start, place.end) };
    case "boolean":
    case "null":
      return { type: node.type, ...place, value: node.value };
    case "property":
      return null;
  }
}

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [brackets] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (brackets === "[" || brackets === "{") depth += 1;
    if (brackets === "]" || brackets === "}") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function sentenceOf(error: ParseError["error"]): string {
  return SENTENCES[printParseErrorCode(error)] ?? "This is not JSON.";
}

const SENTENCES: Record<string, string> = {
  InvalidSymbol: "This is no JSON value: texts stand in double quotes.",
  InvalidNumberFormat: "This is not a number as JSON writes it.",
  PropertyNameExpected: "A name in double quotes is expected here; after the last one stands no comma.",
  ValueExpected: "A value is expected here; after the last one stands no comma.",
  ColonExpected: "A colon is expected here.",
  CommaExpected: "A comma is expected here.",
  CloseBraceExpected: "A closing brace } is missing.",
  CloseBracketExpected: "A closing bracket ] is missing.",
  EndOfFileExpected: "Nothing may follow here: the policy has ended.",
  InvalidCommentToken: "JSON has no comments.",
  UnexpectedEndOfComment: "JSON has no comments.",
  UnexpectedEndOfString: "The closing double quote is missing.",
  UnexpectedEndOfNumber: "This is not a number as JSON writes it.",
  InvalidUnicode: "After \\u stand four hexadecimal digits.",
  InvalidEscapeCharacter: "JSON does not know this escape: a backslash is written \\\\.",
  InvalidCharacter: "This character must be escaped.",
};
