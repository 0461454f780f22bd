import { ensureChromium } from "./browser.mjs";
import { installEmulator } from "./emulator.mjs";
import { main } from "./lifetime.mjs";
import { installPackages } from "./packages.mjs";
import { node, inProject } from "./project.mjs";
import { ensureBuild } from "./standalone.mjs";
import { spawn } from "node:child_process";

await main(async () => {
  const note = () => {};
  await Promise.all([installPackages(note), installEmulator()]);
  const chromium = await ensureChromium(note);
  await ensureBuild(note);
  const env = { ...process.env, TWOFOLD_CHROMIUM: chromium };
  const bench = spawn(node(), [inProject("bench", "run.mjs")], { stdio: "inherit", env });
  return new Promise((resolve) => bench.once("exit", (code) => resolve(code ?? 1)));
});
