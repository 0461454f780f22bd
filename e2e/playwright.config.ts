import { defineConfig } from "@playwright/test";
import { findChromium } from "./chromium.mjs";

const executablePath = findChromium();
const report = process.env.TWOFOLD_TEST_REPORT;

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
