/** S3's limit on a key, in bytes of UTF-8. Source: S3 User Guide, "Naming Amazon S3 objects". */
const KEY_BYTES = 1024;

/** Why S3 would refuse `key` as an object's key, or null when it would take it. */
export function objectKeyProblem(key: string): string | null {
  if (key === "") return "A key needs at least one character: an empty one would address the bucket itself.";
  if (!key.isWellFormed()) return "A key is UTF-8 text; this one holds half of a surrogate pair.";
  const bytes = new TextEncoder().encode(key).length;
  if (bytes > KEY_BYTES) return `A key has at most 1,024 bytes of UTF-8; this one has ${bytes.toLocaleString("en")}.`;
  return null;
}

/** Why no key can begin with `prefix`, or null when one can. */
export function prefixProblem(prefix: string): string | null {
  const problem = prefix === "" ? null : objectKeyProblem(prefix);
  return problem === null ? null : `No key begins so. ${problem}`;
}

/**
 * What would hide, reorder or pass for something else: controls, direction marks, what is drawn as nothing, the braille
 * blank, every space but the plain one, the plain one where a page would drop it, and the bracket that spells these out.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}\u2800⟪]|(?! )\p{Zs}|^ | $|(?<= ) | (?= )/gu;

/** A letter and its marks. */
const LETTER = /\P{M}\p{M}*/gu;

/** `key` for a person to read: what cannot be seen is spelled out, so that two different keys look different. */
export function toVisible(key: string): string {
  return key.replace(HIDDEN, spelled).replace(LETTER, asComposed);
}

/** One letter may be written in two ways that look the same; Unicode's composed form stands as it is. */
function asComposed(letter: string): string {
  if (letter.normalize("NFC") === letter) return letter;
  const [base = "", ...marks] = letter;
  return marks.length === 0 ? spelled(base) : base + marks.map(spelled).join("");
}

function spelled(character: string): string {
  return `⟪U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟫`;
}

/** The key that toVisible shows so. Text that spells nothing out stands as it is. */
export function fromVisible(text: string): string {
  return text.replace(/⟪U\+([0-9a-f]{4,6})⟫/giu, (spelling, code: string) => {
    const point = Number.parseInt(code, 16);
    return point > 0x10ffff ? spelling : String.fromCodePoint(point);
  });
}

/** The part of `key` below `prefix`. */
export function nameBelow(prefix: string, key: string): string {
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}

/** A prefix as a folder and how the names in it begin: "a/b" is "b" in "a/", which a list without its "a/" would not show. */
export function splitPrefix(text: string): { prefix: string; starts: string } {
  const end = text.lastIndexOf("/") + 1;
  return { prefix: text.slice(0, end), starts: text.slice(end) };
}

/** The folders that lead to `prefix`, outermost first: "a/b/" is "a/" then "a/b/". */
export function foldersOf(prefix: string): { name: string; prefix: string }[] {
  const names = prefix.split("/").slice(0, -1);
  return names.map((name, depth) => ({ name, prefix: `${names.slice(0, depth + 1).join("/")}/` }));
}

/** The last part of a key, as the name of a downloaded file; a key that ends in "/" gives the folder's name. */
export function fileNameOf(key: string): string {
  return key.split("/").findLast((part) => part !== "") ?? "object";
}

/** S3 lists with EncodingType=url, because XML cannot carry every character that a key may hold. */
export function fromListed(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll("+", "%20"));
}
