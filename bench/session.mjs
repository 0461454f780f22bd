import { chromium } from "@playwright/test";

/** What keeps a headless Chromium from looking for hosts of its own. */
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];

/**
 * Signs in through the page, as a person does, and answers the open browser and the session.
 * @param {string} url @param {string} password
 */
export async function signIn(url, password) {
  const browser = await chromium.launch({ executablePath: process.env.TWOFOLD_CHROMIUM, args: ARGS });
  const page = await browser.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${url}/`);
  const storageState = await page.context().storageState();
  await page.close();
  return {
    browser,
    storageState,
    cookie: storageState.cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
  };
}
