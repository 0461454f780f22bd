import { structuredPatch } from "diff";

/** A line of a comparison of two texts; `line` counts from 1, in the text after, or before for a removed one. */
export type LineChange = { kind: "same" | "added" | "removed"; line: number; text: string };

/** Runs of changed lines with `context` same ones around, as lists; none where both texts are the same. */
export function lineChanges(before: string, after: string, context = 3): LineChange[][] {
  return structuredPatch("", "", withEnd(before), withEnd(after), "", "", { context }).hunks.map((hunk) => {
    let [oldLine, newLine] = [hunk.oldStart, hunk.newStart];
    return hunk.lines.map((written): LineChange => {
      const text = written.slice(1);
      if (written.startsWith("-")) return { kind: "removed", line: oldLine++, text };
      if (written.startsWith("+")) return { kind: "added", line: newLine++, text };
      oldLine += 1;
      return { kind: "same", line: newLine++, text };
    });
  });
}

/** A last line without a line feed would count as changed beside one with it. */
function withEnd(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
