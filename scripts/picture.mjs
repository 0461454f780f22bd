import { mkdir, stat } from "node:fs/promises";
import { signIn } from "../bench/session.mjs";
import { startTestServers } from "../e2e/server.mjs";
import { ensureChromium } from "./browser.mjs";
import { installEmulator } from "./emulator.mjs";
import { main } from "./lifetime.mjs";
import { step } from "./progress.mjs";
import { inProject } from "./project.mjs";
import { ensureBuild } from "./standalone.mjs";

const PAGE = "/buckets/meridian-patient-records";
const VIEWPORT = { width: 1280, height: 800 };

/** Makes the README's pictures anew: a bucket of the demonstration estate, in both schemes. */
await main(async () => {
  await step("LocalStack", installEmulator);
  process.env.TWOFOLD_CHROMIUM = await step("Chromium", ensureChromium);
  await step("production build", ensureBuild);
  const { env } = await step("servers", () => startTestServers());
  const { browser, storageState } = await signIn(env.TWOFOLD_E2E_URL, env.TWOFOLD_E2E_PASSWORD);
  await mkdir(inProject("docs"), { recursive: true });
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const path = inProject("docs", `console-${colorScheme}.png`);
    const page = await browser.newPage({ colorScheme, storageState, viewport: VIEWPORT, deviceScaleFactor: 1.5 });
    await page.goto(env.TWOFOLD_E2E_URL + PAGE, { waitUntil: "networkidle" });
    await page.screenshot({ path, animations: "disabled" });
    console.log(`${path}: ${Math.round((await stat(path)).size / 1000)} kB`);
  }
  await browser.close();
  return 0;
});
