import { afterEach, beforeEach, expect, test, vi } from "vitest";

const PASSWORD = "correct horse battery staple";

beforeEach(() => {
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The module as a process with this password loads it. */
async function withPassword(password: string) {
  vi.stubEnv("TWOFOLD_ADMIN_PASSWORD", password);
  return import("./password.ts");
}

test.for<[string, string, string, boolean]>([
  ["the right name and password", "admin", PASSWORD, true],
  ["a wrong password", "admin", "correct horse battery stapler", false],
  ["an empty password", "admin", "", false],
  ["the right password under another name", "Admin", PASSWORD, false],
  ["an empty name", "", PASSWORD, false],
])("%s", async ([, user, password, right]) => {
  const { verifyPassword } = await withPassword(PASSWORD);
  expect(await verifyPassword(user, password)).toBe(right);
});

test("without a password set nobody signs in, whatever they send", async () => {
  const { verifyPassword } = await withPassword("");
  expect(await Promise.all(["", "admin", "\0"].map((password) => verifyPassword("admin", password)))).toEqual([
    false,
    false,
    false,
  ]);
});

test("a wrong name, a wrong password and no password set cost the same hash", async () => {
  const { verifyPassword } = await withPassword(PASSWORD);
  const unset = await (vi.resetModules(), withPassword(""));
  await verifyPassword("admin", "first");
  await unset.verifyPassword("admin", "first");
  const durations = {
    name: await medianOf(() => verifyPassword("nobody", "wrong")),
    password: await medianOf(() => verifyPassword("admin", "wrong")),
    unset: await medianOf(() => unset.verifyPassword("admin", "wrong")),
  };
  // A hash takes tens of milliseconds and its absence none, so a factor of two tells them apart on a busy machine too.
  expect(durations.name).toBeGreaterThan(durations.password / 2);
  expect(durations.unset).toBeGreaterThan(durations.password / 2);
  expect(durations.password).toBeGreaterThan(durations.name / 2);
});

async function medianOf(run: () => Promise<boolean>): Promise<number> {
  const durations: number[] = [];
  for (let index = 0; index < 9; index += 1) {
    const start = performance.now();
    await run();
    durations.push(performance.now() - start);
  }
  return durations.toSorted((one, other) => one - other)[4] ?? 0;
}
