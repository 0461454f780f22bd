/** How many buckets are changed at once: their names have to fit into an address. */
export const SELECTION_LIMIT = 100;

/** Stands between names in an address: no bucket's name has it, and no address has to escape it. */
const BETWEEN = "*";

/** The buckets that an address selects, each once, in its order. */
export function fromSelection(text: string | null): string[] {
  return [...new Set((text ?? "").split(BETWEEN).filter((name) => name !== ""))].slice(0, SELECTION_LIMIT);
}

export function toSelection(names: readonly string[]): string {
  return names.join(BETWEEN);
}

/** `query` with these buckets selected. */
export function withSelection(query: string, names: readonly string[]): string {
  const params = new URLSearchParams(query);
  params.delete("select");
  if (names.length > 0) params.set("select", toSelection(names));
  return params.toString();
}
