import type { Truth } from "./truth.ts";

/** A text that nobody can foresee, beyond how it starts: at least one more character follows. */
export type Unforeseen = { startsWith: string };

/** Some text, not empty, of which nothing is known. */
export const ANY: Unforeseen = { startsWith: "" };

/** One character of a pattern. `text` is a literal one, `word` any text without a colon, `hole` one that is not known. */
type Token = { type: "text"; value: string } | { type: "one" | "many" | "word" | "hole" };

/** A pattern in which "many" (*) is any text, "one" (?) any character. */
export type Pattern = readonly Token[];

const ONE: Token = { type: "one" };
const MANY: Token = { type: "many" };

/** Some text that is not known, as part of a pattern. */
export const HOLE: Pattern = [{ type: "hole" }];

/** Every character stands for itself. */
export function literal(text: string): Pattern {
  return Array.from(text, (value) => ({ type: "text", value }));
}

/** * and ? are wildcards. */
export function wildcards(text: string): Pattern {
  return Array.from(text, (value) => (value === "*" ? MANY : value === "?" ? ONE : { type: "text", value }));
}

/** A pattern whose wildcards reach over no colon, but for one that ends a section of an ARN, and those in its last. */
export function withinSections(pattern: Pattern): Pattern {
  let colons = 0;
  return pattern.map((token, index) => {
    if (isColon(token)) colons += 1;
    const next = pattern[index + 1];
    const isInside = token.type === "many" && colons < 5 && next !== undefined && !isColon(next);
    return isInside ? { type: "word" } : token;
  });
}

/** Whether a token is the colon between two sections of an ARN. */
export function isColon(token: Token): boolean {
  return token.type === "text" && token.value === ":";
}

/** Whether a text fits a pattern; `unknown` where it depends on what nobody knows. Takes their product at most. */
export function fits(text: string | Unforeseen, pattern: Pattern, unknown: string): Truth {
  if (!canFit(text, pattern)) return false;
  return mustFit(text, pattern) ? true : unknown;
}

/** Whether something that the text and the holes may turn out to be fits. */
function canFit(text: string | Unforeseen, pattern: Pattern): boolean {
  const known = typeof text === "string" ? text : text.startsWith;
  const reached = walk(known, pattern, (token) => token.type !== "text" && token.type !== "one");
  if (typeof text === "string") return reached.has(pattern.length);
  // Whatever of the pattern is left takes some text: literals themselves, wildcards anything.
  return [...reached].some((position) => position < pattern.length);
}

/** Whether everything that the text may turn out to be fits, whatever fills the holes. */
function mustFit(text: string | Unforeseen, pattern: Pattern): boolean {
  if (pattern.some(({ type }) => type === "hole")) return false;
  const isMany = ({ type }: Token) => type === "many" || type === "word";
  if (typeof text === "string") return walk(text, pattern, isMany).has(pattern.length);
  // One more character that no pattern spells out, then two, …: what fits them all fits every text.
  let before = new Set<number>();
  let reached = walk(text.startsWith, pattern, isMany);
  while (!isSame(reached, before)) {
    before = reached;
    reached = step(reached, null, pattern, isMany);
    if (!reached.has(pattern.length)) return false;
  }
  return true;
}

/** Which positions of the pattern are reached when the text has been read. */
function walk(text: string, pattern: Pattern, isMany: (token: Token) => boolean): Set<number> {
  const characters = Array.from(text);
  let same = 0;
  for (const character of characters) {
    const token = pattern[same];
    if (token?.type !== "text") break;
    if (token.value !== character) return new Set();
    same += 1;
  }
  let reached = closed(new Set([same]), pattern, isMany);
  for (const character of characters.slice(same)) {
    if (reached.size === 0) break;
    reached = step(reached, character, pattern, isMany);
  }
  return reached;
}

function isSame(one: Set<number>, other: Set<number>): boolean {
  return one.size === other.size && [...one].every((position) => other.has(position));
}

/** Null is a character that stands in no pattern. */
function step(reached: Set<number>, character: string | null, pattern: Pattern, isMany: (token: Token) => boolean) {
  const next = new Set<number>();
  for (const position of reached) {
    const token = pattern[position];
    if (token === undefined) continue;
    if (isMany(token) && !(token.type === "word" && (character === ":" || character === null))) next.add(position);
    if (token.type === "one" || (token.type === "text" && token.value === character)) next.add(position + 1);
  }
  return closed(next, pattern, isMany);
}

/** With the positions after wildcards that may be empty. */
function closed(reached: Set<number>, pattern: Pattern, isMany: (token: Token) => boolean): Set<number> {
  for (const position of reached) {
    const token = pattern[position];
    if (token !== undefined && isMany(token)) reached.add(position + 1);
  }
  return reached;
}
