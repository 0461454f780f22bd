const WIDTH = 60;

/** JSON for people: what fits in a line stays on one, the rest goes one member a line. */
export function toReadableJson(value: unknown): string {
  return write(value, "", 0);
}

/** `before` is how many characters stand on the line already, the indent among them. */
function write(value: unknown, indent: string, before: number): string {
  const short = inOneLine(value);
  if (typeof value !== "object" || value === null || before + short.length < WIDTH) return short;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${write(item, deeper, deeper.length)}`);
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).map(([name, member]) => {
    const start = `${deeper}${JSON.stringify(name)}: `;
    return `${start}${write(member, deeper, start.length)}`;
  });
  return `{\n${members.join(",\n")}\n${indent}}`;
}

/** As JSON.stringify would, with a space after each comma and colon. */
function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${inOneLine(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
