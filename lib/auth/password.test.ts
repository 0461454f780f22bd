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
  const runs = {
    name: () => verifyPassword("nobody", "wrong"),
    password: () => verifyPassword("admin", "wrong"),
    unset: () => unset.verifyPassword("admin", "wrong"),
  };
  const [name, password, withoutOne] = await fastestOf([runs.name, runs.password, runs.unset]);
  // A hash takes tens of milliseconds and its absence none: a factor of four tells them apart on a busy machine too.
  expect(name).toBeGreaterThan(password / 4);
  expect(withoutOne).toBeGreaterThan(password / 4);
  expect(password).toBeGreaterThan(name / 4);
});

/** The fastest of several turns of each, in milliseconds, taken in turn: what the machine does besides only adds time. */
async function fastestOf(
  runs: [() => Promise<boolean>, () => Promise<boolean>, () => Promise<boolean>],
): Promise<[number, number, number]> {
  const fastest: [number, number, number] = [Infinity, Infinity, Infinity];
  for (let turn = 0; turn < 5; turn += 1) {
    for (const index of [0, 1, 2] as const) {
      const start = performance.now();
      await runs[index]();
      fastest[index] = Math.min(fastest[index], performance.now() - start);
    }
  }
  return fastest;
}
