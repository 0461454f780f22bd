/** A tag, of whatever service. The value may be empty. */
type Tag = { key: string; value: string };

// No tag may hold a backslash, so it is free for this. Source: IAM User Guide, "Rules for tagging".
const ESCAPED: Record<string, string> = { "\n": "n", "\r": "r" };
const UNESCAPED: Record<string, string> = { n: "\n", r: "\r" };

/**
 * Tags as a person reads and writes them: "name=value", one a line, by name; any two sets differ in it. An = in a name
 * and a space at an end of name or value have a backslash before them: "cost\=centre=4100".
 */
export function toTagText(tags: readonly Tag[]): string {
  return tags
    .map(({ key, value }) => `${escaped(key, /[=\\\n\r]/g)}=${escaped(value, /[\\\n\r]/g)}`)
    .toSorted()
    .join("\n");
}

function escaped(text: string, special: RegExp): string {
  return text
    .replace(special, (character) => `\\${ESCAPED[character] ?? character}`)
    .replace(/^(?=\s)/u, "\\")
    .replace(/(?<!^\\)\s$/u, "\\$&");
}

/** Tags from what toTagText writes; the first = without a backslash separates. Blank lines are left out. */
export function parseTags(text: string): Tag[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const characters: string[] = line.match(/\\?./gsu) ?? [];
      const at = characters.indexOf("=");
      return at === -1
        ? { key: read(characters), value: "" }
        : { key: read(characters.slice(0, at)), value: read(characters.slice(at + 1)) };
    });
}

/** Spaces at the ends are a person's way of writing, but for those with a backslash before them. */
function read(characters: readonly string[]): string {
  const isSpace = (character: string) => character.trim() === "";
  const first = characters.findIndex((character) => !isSpace(character));
  const last = characters.findLastIndex((character) => !isSpace(character));
  return first === -1
    ? ""
    : characters
        .slice(first, last + 1)
        .map(plain)
        .join("");
}

/** A backslash before anything else stays, and is refused as what no tag may hold. */
function plain(character: string): string {
  const after = character.slice(1);
  if (!character.startsWith("\\")) return character;
  if (/^[=\\\s]$/u.test(after)) return after;
  return UNESCAPED[after] ?? character;
}
