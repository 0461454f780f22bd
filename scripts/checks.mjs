import { stages } from "./stages.mjs";

/** The stages that need no server, the longest first, so that neither core waits at the end. */
export const checkNames = ["unit", "lint", "types", "dead", "format"];

/**
 * Runs them two at a time: they share the cores with each other and nothing else.
 * @param {ReturnType<typeof import("./stage-report.mjs").createStageReport>} report
 * @param {import("./stages.mjs").StageOptions} options
 * @param {string[]} [names]
 */
export async function runChecks(report, options, names = checkNames) {
  const waiting = [...names];
  async function lane() {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      await report.run(stages[name], options);
  }
  await Promise.all([lane(), lane()]);
}
