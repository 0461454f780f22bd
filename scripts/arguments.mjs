import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

/**
 * The arguments of `npm test -- …`.
 * @param {string[]} argv @param {readonly string[]} known names of stages
 * @returns {{ only: string[] | null, grep: string | null, filters: string[] }}
 */
export function parseTestArguments(argv, known) {
  const { values, positionals } = parse(argv);
  // A stage may stand alone too: `npm test e2e`.
  const named = positionals.filter((word) => known.includes(word));
  const listed = (values.only ?? []).flatMap((list) => list.split(",")).map((name) => name.trim());
  const only = [...listed, ...named];
  const stranger = only.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Failure(`There is no stage "${stranger}".`, `Stages: ${known.join(", ")}`);
  const filters = positionals.filter((word) => !known.includes(word));
  return { only: only.length === 0 ? null : only, grep: values.grep ?? null, filters };
}

/** @param {string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: { only: { type: "string", multiple: true }, grep: { type: "string", short: "g" } },
    });
  } catch (error) {
    throw new Failure(error.message, "npm test -- [--only stage,stage] [--grep words] [files]");
  }
}
