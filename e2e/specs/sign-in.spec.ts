import { fillIn, openConsole, type OwnConsole, signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { alertWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

let own: OwnConsole;

test.beforeAll(async () => {
  own = await openConsole(setting("AWS_ENDPOINT_URL"));
});

test.afterAll(() => own.stop());

test("a wrong password and a wrong user are refused in the same words", async ({ newBrowser }) => {
  const page = await newBrowser();
  await page.goto(`${own.url}/sign-in`);
  const answer = alertWith(page, "Not signed in");
  await fillIn(page, "admin", "not-the-password");
  await expect(answer).toBeVisible();
  const wrongPassword = await answer.innerText();
  await page.reload();
  await fillIn(page, "nobody", own.password);
  await expect(answer).toBeVisible();
  expect(await answer.innerText()).toBe(wrongPassword);
  expect(wrongPassword).toContain("The user or the password is wrong.");
});

test("after five wrong passwords the sixth try waits, even with the right one", async ({ newBrowser }) => {
  const page = await newBrowser();
  await page.goto(`${own.url}/sign-in`);
  const user = "mallory";
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await fillIn(page, user, `wrong password ${wrong}`);
    await answered;
    await expect(page.getByText("The user or the password is wrong.")).toBeVisible();
  }
  await fillIn(page, user, own.password);
  await expect(page.getByText(/Too many wrong passwords\. Try again in \d+ min\./)).toBeVisible();
});

test("strangers who guess at a name lock out no browser that has signed in before", async ({
  newConsole,
  newBrowser,
}) => {
  const own = await newConsole(setting("AWS_ENDPOINT_URL"));
  const known = await newBrowser();
  await signIn(known, own.password, `${own.url}/sign-in`);
  await known.getByRole("button", { name: "Sign out" }).click();
  await expect(known.getByRole("button", { name: "Sign in" })).toBeVisible();
  const stranger = await newBrowser();
  await stranger.goto(`${own.url}/sign-in`);
  for (let wrong = 1; wrong <= 6; wrong += 1) {
    const answered = stranger.waitForResponse((response) => response.request().method() === "POST");
    await fillIn(stranger, "admin", `wrong password ${wrong}`);
    await answered;
  }
  await expect(stranger.getByText(/Too many wrong passwords/)).toBeVisible();
  await fillIn(known, "admin", own.password);
  await expect(known.getByRole("button", { name: "Sign out" })).toBeVisible();
});

test("a press before the page's scripts have come signs in, and out", async ({ newBrowser }) => {
  const page = await newBrowser({ javaScriptEnabled: false });
  await page.goto(`${own.url}/sign-in`);
  await fillIn(page, "admin", own.password);
  await expect(page).toHaveURL(`${own.url}/`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${own.url}/sign-in`);
  await page.goto(`${own.url}/buckets`);
  await expect(page).toHaveURL(`${own.url}/sign-in?from=%2Fbuckets`);
});

test("a download's link leads who is signed out to the sign-in", async ({ newBrowser }) => {
  const page = await newBrowser();
  await page.goto(`${own.url}/api/objects?bucket=records&key=a.txt`);
  await expect(page).toHaveURL(`${own.url}/sign-in`);
});

test("whoever signs in comes back to the page that was asked for, its query with it", async ({ newBrowser }) => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await newBrowser({ javaScriptEnabled });
    await page.goto(`${own.url}/buckets?q=a%2F%2Fb%26c`);
    await expect(page).toHaveURL(`${own.url}/sign-in?from=%2Fbuckets%3Fq%3Da%252F%252Fb%2526c`);
    await fillIn(page, "admin", "not-the-password");
    await expect(alertWith(page, "Not signed in")).toBeVisible();
    await fillIn(page, "admin", own.password);
    await expect(page).toHaveURL(`${own.url}/buckets?q=a%2F%2Fb%26c`);
  }
});

test("no address leads from the sign-in to another site", async ({ newBrowser }) => {
  const page = await newBrowser();
  const asked: string[] = [];
  await page.context().route(
    ({ hostname }) => hostname === "evil.example",
    (route) => {
      asked.push(route.request().url());
      return route.abort();
    },
  );
  // Two that a browser reads as another host; the other spellings are a unit test's.
  const places = ["//evil.example", "/\\evil.example"];
  for (const place of places) {
    await page.context().clearCookies();
    await page.goto(`${own.url}/sign-in?from=${encodeURIComponent(place)}`);
    await fillIn(page, "admin", own.password);
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
    await expect(page, place).toHaveURL(`${own.url}/`);
    // The page sends who is signed in already on by itself.
    await page.goto(`${own.url}/sign-in?from=${encodeURIComponent(place)}`);
    await expect(page, place).toHaveURL(`${own.url}/`);
  }
  // Nor does a form that was tampered with.
  await page.context().clearCookies();
  await page.goto(`${own.url}/sign-in`);
  await page.locator("input[name=from]").evaluate((input) => input.setAttribute("value", "//evil.example"));
  await fillIn(page, "admin", own.password);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  expect(asked).toEqual([]);
});

test("a page whose scripts do not run says so, and what its grey parts mean", async ({ newBrowser }) => {
  const without = await newBrowser({ javaScriptEnabled: false });
  await signIn(without, own.password, `${own.url}/sign-in`);
  await without.goto(`${own.url}/keys`);
  // A locator by text passes over what stands in a noscript.
  await expect(without.locator("noscript p")).toBeVisible();
  await expect(without.locator("noscript p")).toContainText("a part of a page that stays grey was not filled in");
  await without.screenshot({ path: "test-results/no-scripts.png" });
  const withScripts = await newBrowser();
  await withScripts.goto(`${own.url}/sign-in`);
  await expect(withScripts.locator("noscript p")).toHaveCount(0);
});

test("signing out makes every copy of the cookie worthless", async ({ newBrowser }) => {
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  const copied = await page.context().cookies();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${own.url}/sign-in`);

  await page.context().clearCookies();
  await page.context().addCookies(copied);
  await page.goto(`${own.url}/buckets`);
  await expect(page).toHaveURL(`${own.url}/sign-in?from=%2Fbuckets`);
  const answer = await page.request.get(`${own.url}/api/objects?bucket=b&key=k`);
  expect(answer.status()).toBe(401);
});

test("the session's cookie is out of scripts' reach and stays on this site", async ({ newBrowser }) => {
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === "twofold");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(cookie?.value.length).toBeLessThan(4096);
});

test("a session that nobody uses ends by itself", async ({ newConsole, newBrowser }) => {
  const brief = await newConsole(setting("AWS_ENDPOINT_URL"), { TWOFOLD_IDLE_MINUTES: "0.05" });
  const page = await newBrowser();
  await signIn(page, brief.password, `${brief.url}/sign-in`);
  await page.waitForTimeout(3_500);
  await page.getByRole("link", { name: "Keys", exact: true }).click();
  await expect(page).toHaveURL(`${brief.url}/sign-in?from=%2Fkeys`);
  await fillIn(page, "admin", brief.password);
  await expect(page).toHaveURL(`${brief.url}/keys`);
});
