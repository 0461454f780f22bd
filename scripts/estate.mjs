import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject, logFolder, node } from "./project.mjs";
import { run } from "./run.mjs";

/** Fills an empty LocalStack with the demonstration estate. Answers in a few words what is there now. @param {string} endpoint */
export async function seedEstate(endpoint) {
  const logFile = join(logFolder, "seed.log");
  const env = { ...process.env, AWS_ENDPOINT_URL: endpoint };
  await run("Writing the demonstration estate", node(), [inProject("demo", "seed.ts")], { logFile, env });
  return (await readFile(logFile, "utf8")).trim().split("\n").at(-1) ?? "";
}
