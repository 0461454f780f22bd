import { runChecks } from "./checks.mjs";
import { requireDisk } from "./disk.mjs";
import { main } from "./lifetime.mjs";
import { installPackages } from "./packages.mjs";
import { step } from "./progress.mjs";
import { createStageReport } from "./stage-report.mjs";

await main(async () => {
  await requireDisk();
  await step("packages", installPackages);
  const report = createStageReport();
  await runChecks(report, { filters: [], grep: null, env: {} });
  return report.finish();
});
