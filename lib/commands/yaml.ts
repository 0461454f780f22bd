import { toVisibleJson } from "./cli.ts";

/** What a YAML file is made of here; undefined members are left out. */
export type Yaml = string | number | boolean | readonly Yaml[] | { [name: string]: Yaml | undefined };

/** `value` as block-style YAML without a deceptive character. Texts stand in quotes, so that none is taken for a date or a number. */
export function toYaml(value: Yaml, depth = 0): string {
  if (typeof value !== "object") return scalar(value);
  const margin = "  ".repeat(depth);
  if (isList(value)) {
    if (value.length === 0) return "[]";
    return value.map((item) => `${margin}- ${toYaml(item, depth + 1).trimStart()}`).join("\n");
  }
  const members = Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [{ name, member }]));
  if (members.length === 0) return "{}";
  return members
    .map(({ name, member }) => {
      const text = toYaml(member, depth + 1);
      const below = typeof member === "object" && text !== "[]" && text !== "{}";
      return `${margin}${key(name)}:${below ? `\n${text}` : ` ${text}`}`;
    })
    .join("\n");
}

function scalar(value: string | number | boolean): string {
  if (typeof value === "string") return toVisibleJson(value);
  // YAML 1.1 takes 1e+21 for a text: a number with an exponent has a point. Source: yaml.org/type/float.html.
  return String(value).replace(/^(-?\d+)e/, "$1.0e");
}

/** YAML 1.1 takes more than true and false for what they mean: on, off, yes, no, y, n, null, in any case. */
function key(name: string): string {
  const special = /^(true|false|null|yes|no|on|off|y|n)$/i.test(name);
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name) && !special ? name : toVisibleJson(name);
}

function isList(value: object): value is readonly Yaml[] {
  return Array.isArray(value);
}
