import { defineConfig } from "@playwright/test";
import { findChromium } from "./chromium.mjs";

const executablePath = findChromium();
const report = process.env.TWOFOLD_TEST_REPORT;

/**
 * Each window of a Chromium loads two pages for its address bar, which nobody sees here and which cost a third of a second.
 * A second switch replaces the one that Playwright gives, so that what Playwright turns off stands here as well.
 */
const DISABLED_FEATURES = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

/** Without these a Chromium in a container asks the network for things of its own, or does not start. */
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${DISABLED_FEATURES.join(",")}`,
];

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results/e2e",
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // A test that needs a second try is a failing test.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: report === undefined ? [["line"]] : [["line"], ["json", { outputFile: report }]],
  use: {
    baseURL: process.env.TWOFOLD_E2E_URL ?? "http://127.0.0.1:3000",
    actionTimeout: 15_000,
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { args: ARGS, ...(executablePath === null ? {} : { executablePath }) },
  },
});
