import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Where a Chromium lies: the one that TWOFOLD_CHROMIUM names, the system's, or Playwright's own. Null when there is none. */
export function findChromium() {
  const chosen = process.env.TWOFOLD_CHROMIUM;
  if (chosen) return chosen;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
  return found ?? playwrightsOwn();
}

/** The newest that Playwright has downloaded. */
function playwrightsOwn() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return null;
  const revision = (/** @type {string} */ folder) => Number(folder.split("-").at(-1));
  const folders = readdirSync(cache)
    .filter((folder) => /^chromium-\d+$/.test(folder))
    .sort((a, b) => revision(b) - revision(a));
  return (
    folders
      .flatMap((folder) => ["chrome-linux64", "chrome-linux"].map((inner) => join(cache, folder, inner, "chrome")))
      .find((file) => existsSync(file)) ?? null
  );
}
