import { toVisibleJson } from "./cli.ts";

/** A Terraform expression that is not a text: a reference, or what a writer below has made. */
export type Expression = { code: string };

export type Value = string | number | boolean | readonly string[] | Expression;

/** Arguments in their order; undefined ones are left out. */
export type Arguments = [name: string, value: Value | undefined][];

/** "region" on a resource and "blocked_encryption_types" that Terraform does not try to clear need this provider. */
const PROVIDER = "# AWS provider 6.40 or later.";

/** Blocks as a file, under the provider that they need. */
export function toFile(...blocks: string[]): string {
  return `${[PROVIDER, ...blocks].join("\n\n")}\n`;
}

/** As `terraform fmt` lays it out: the signs of equality of neighbours stand under each other. */
export function block(head: string, args: Arguments, blocks: string[] = []): string {
  const given = args.flatMap(([name, value]) => (value === undefined ? [] : [{ name, text: toText(value) }]));
  const lines = given.map(({ name, text }, index) => {
    const width = Math.max(...neighbours(given, index).map((one) => one.name.length));
    return `${name.padEnd(width)} = ${text}`;
  });
  const parts = lines.length === 0 ? blocks : [lines.join("\n"), ...blocks];
  if (parts.length === 0) return `${head} {}`;
  return `${head} {\n${indent(parts.join("\n\n"))}\n}`;
}

/** One argument, for a block that is written by hand. */
export function argument(name: string, value: Value): string {
  return `${name} = ${toText(value)}`;
}

/** The arguments around one that are aligned with it: a value of several lines stands alone. */
function neighbours<One extends { text: string }>(all: One[], index: number): One[] {
  const isTall = (at: number) => all[at]?.text.includes("\n") ?? true;
  if (isTall(index)) return all.slice(index, index + 1);
  let [from, to] = [index, index + 1];
  while (!isTall(from - 1)) from -= 1;
  while (!isTall(to)) to += 1;
  return all.slice(from, to);
}

function toText(value: Value): string {
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object") return String(value);
  return "code" in value ? value.code : `[${value.map(quote).join(", ")}]`;
}

/** A map with these names and texts, in their order. */
export function toMap(entries: [string, string][]): Expression {
  return { code: `{\n${indent(entries.map(([name, value]) => `${quote(name)} = ${quote(value)}`).join("\n"))}\n}` };
}

/** JSON is Terraform's own notation for an object but for what its texts would evaluate. */
export function toPolicy(policy: string): Value {
  try {
    return { code: `jsonencode(${escaped(toVisibleJson(JSON.parse(policy), 2))})` };
  } catch {
    return policy;
  }
}

function quote(text: string): string {
  return escaped(toVisibleJson(text));
}

/** A JSON text as Terraform's: "${" and "%{" would be evaluated, and Terraform knows neither \b nor \f. */
function escaped(json: string): string {
  return json
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{")
    .replace(/\\(.)/g, (escape, letter) => (letter === "b" ? "\\u0008" : letter === "f" ? "\\u000c" : escape));
}

/** A name for a resource inside Terraform, where letters, digits, _ and - are allowed and a letter comes first. */
export function toLabel(name: string, fallback: string): string {
  const legal = name.replace(/[^A-Za-z0-9_-]+/g, "_");
  if (legal === "") return fallback;
  return /^[A-Za-z_]/.test(legal) ? legal : `${fallback}_${legal}`;
}

function indent(text: string): string {
  return text.replace(/(^|\n)(?=[^\n])/g, "$1  ");
}
