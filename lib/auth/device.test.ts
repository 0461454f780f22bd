import { expect, test } from "vitest";
import { createAttempts } from "./attempts.ts";
import { deviceCookieName, deviceCookieOptions, sealDevice, triesOf } from "./device.ts";
import { newSession, seal, unseal } from "./seal.ts";

test("strangers who guess at a name lock out strangers, not the browser that signed in before", async () => {
  const attempts = createAttempts();
  const known = await sealDevice("admin");
  for (let index = 0; index < 50; index += 1) attempts.begin(await triesOf("admin", undefined));
  expect(attempts.begin(await triesOf("admin", undefined))).toBeGreaterThan(0);
  expect(attempts.begin(await triesOf("admin", known))).toBe(0);
});

test("a known browser has five tries as well", async () => {
  const attempts = createAttempts();
  const known = await sealDevice("admin");
  for (let index = 0; index < 5; index += 1) attempts.begin(await triesOf("admin", known));
  expect(attempts.begin(await triesOf("admin", known))).toBeGreaterThan(0);
});

test("a browser is known for the name that signed in from it only, and a forged mark is a stranger's", async () => {
  const stranger = "name admin";
  expect(await triesOf("admin", await sealDevice("other"))).toBe(stranger);
  for (const forged of ["", "x", "Fe26.2**", await seal(newSession("admin"))]) {
    expect(await triesOf("admin", forged)).toBe(stranger);
  }
});

test("the mark signs nobody in", async () => {
  expect(await unseal(await sealDevice("admin"))).toBeNull();
});

test("its cookie is as guarded as the session's, and lasts a year", () => {
  expect(deviceCookieName({ origin: "https://twofold.example" })).toBe("__Host-twofold-device");
  expect(deviceCookieOptions()).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", maxAge: 31_536_000 });
});
