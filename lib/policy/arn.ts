import { fits, isColon, type Pattern, type Unforeseen } from "./text.ts";
import { all, type Truth } from "./truth.ts";

const SECTIONS = 6;

/**
 * Whether an ARN fits a pattern, each of its six sections by itself, so that no wildcard reaches over a colon but in the
 * last. `unknown` also for what is no ARN. Source: IAM User Guide, reference_policies_elements_condition_operators.
 */
export function fitsArn(arn: string | Unforeseen, pattern: Pattern, unknown: string): Truth {
  const patterns = sectionsOf(pattern);
  const known = typeof arn === "string" ? arn : arn.startsWith;
  const texts = splitText(known);
  const isCut = (index: number) => typeof arn !== "string" && index === texts.length - 1;
  const values = texts.map((text, index) => (isCut(index) ? { startsWith: text } : text));
  if (patterns === null || (typeof arn === "string" && values.length < SECTIONS)) return unknown;
  // Where an ARN is cut off before its last section, that section is not known and what follows it is not either.
  const compared = values.length < SECTIONS ? values.slice(0, -1) : values;
  const truths = compared.map((value, index) => fits(value, patterns[index] ?? [], unknown));
  return all(compared.length < SECTIONS ? [...truths, unknown] : truths);
}

/** The six sections of a pattern; null where it has fewer, or something unknown stands before the last. */
function sectionsOf(pattern: Pattern): Pattern[] | null {
  const sections: Pattern[] = [];
  let rest = pattern;
  while (sections.length < SECTIONS - 1) {
    const colon = rest.findIndex(isColon);
    const section = rest.slice(0, colon);
    if (colon === -1 || section.some(({ type }) => type === "hole")) return null;
    sections.push(section);
    rest = rest.slice(colon + 1);
  }
  return [...sections, rest];
}

function splitText(arn: string): string[] {
  const sections = arn.split(":");
  const last = sections.slice(SECTIONS - 1);
  return last.length === 0 ? sections : [...sections.slice(0, SECTIONS - 1), last.join(":")];
}
