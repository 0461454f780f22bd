import { startTestServers } from "../e2e/server.mjs";
import { parseTestArguments } from "./arguments.mjs";
import { ensureChromium } from "./browser.mjs";
import { checkNames, runChecks } from "./checks.mjs";
import { requireDisk } from "./disk.mjs";
import { installAwsCli, installEmulator } from "./emulator.mjs";
import { main } from "./lifetime.mjs";
import { verifyLock } from "./lock.mjs";
import { installPackages } from "./packages.mjs";
import { createStageReport } from "./stage-report.mjs";
import { stages } from "./stages.mjs";
import { build, ensureBuild } from "./standalone.mjs";

await main(async () => {
  const { only, grep, filters } = parseTestArguments(process.argv.slice(2), [...Object.keys(stages), "build"]);
  const wants = (/** @type {string} */ name) => only === null || only.includes(name);
  const needsAws = ["contract", "commands", "e2e"].some(wants);
  const report = createStageReport();

  await requireDisk();
  const packages = report.prepare("packages", installPackages);
  const emulator = needsAws ? report.prepare("LocalStack", installEmulator) : null;
  const awsCli = needsAws ? report.prepare("AWS CLI", installAwsCli) : null;
  // Nothing else can be said about a clone without its packages.
  if ((await packages) === null) return report.finish();
  const chromium = wants("e2e") ? await report.prepare("Chromium", ensureChromium) : null;
  const hasAws = (await emulator) !== null && (await awsCli) !== null;
  const options = { filters, grep, env: chromium === null ? {} : { TWOFOLD_CHROMIUM: chromium.value } };

  if (process.env.CI && only === null) await report.count("lock file", verifyLock);
  await runChecks(report, options, checkNames.filter(wants));
  // A fresh build is the product's; a run of some stages only may do with the last one.
  const building = wants("build")
    ? report.count("production build", build)
    : wants("e2e") && report.prepare("production build", ensureBuild);
  // Beside the build: these wait for LocalStack, which works on one core.
  for (const name of ["contract", "commands"].filter(wants)) await whenReady(hasAws, stages[name], options);
  const built = Boolean(await building);
  if (wants("e2e")) {
    const servers = built && hasAws ? await report.prepare("servers for the end-to-end tests", startTestServers) : null;
    const env = { ...options.env, ...servers?.value.env };
    await whenReady(servers !== null && chromium !== null, stages.e2e, { ...options, env });
    await servers?.value.stop();
  }
  return report.finish();

  /** @param {boolean} isReady @param {import("./stages.mjs").Stage} stage @param {import("./stages.mjs").StageOptions} its */
  async function whenReady(isReady, stage, its) {
    if (isReady) await report.run(stage, its);
    else report.giveUp(stage.name, "what it needs is missing");
  }
});
