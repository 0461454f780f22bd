import { sealData } from "iron-session";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  cookieName,
  cookieOptions,
  keptAwake,
  markEnded,
  newSession,
  refreshedCookie,
  renewedCookie,
  seal,
  sealingSecret,
  unseal,
} from "./seal.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-23T12:00:00Z"), toFake: ["Date"] });
});

afterEach(() => {
  vi.useRealTimers();
});

test("a cookie opens to the session that was sealed", async () => {
  const session = newSession("admin");
  expect(await unseal(await seal(session))).toEqual(session);
});

test("a session starts without the right to change real AWS", () => {
  expect(newSession("admin").writable).toBe(false);
});

test("a thousand sessions have a thousand ids of 256 bits", () => {
  const ids = Array.from({ length: 1_000 }, () => newSession("admin").id);
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => Buffer.from(id, "base64url").length === 32)).toBe(true);
});

test("a cookie shows nothing of what it holds and fits a browser", async () => {
  const session = newSession("admin");
  const cookie = await seal(session);
  expect(cookie).not.toContain(session.id);
  expect(Buffer.from(cookie, "base64url").toString("latin1")).not.toContain("admin");
  expect(cookie.length).toBeLessThan(4096 - 100);
});

describe("what is no session", () => {
  test("no cookie", async () => {
    expect(await unseal(undefined)).toBeNull();
  });

  test.for([
    "",
    "x",
    "Fe26.2*",
    "Fe26.2**********",
    "Fe26.2*1*a*b*c**d*e~2",
    "a~b~c",
    "\u0000",
    "%",
    "~2",
    "x".repeat(10_000),
  ])("the forgery '%s'", async (cookie) => {
    expect(await unseal(cookie)).toBeNull();
  });

  test("a seal of which any character was changed", async () => {
    const cookie = await seal(newSession("admin"));
    const places = Array.from({ length: cookie.length - 3 }, (_, index) => index).filter((index) => index % 5 === 0);
    const forged = places.map((at) => cookie.slice(0, at) + (cookie[at] === "A" ? "B" : "A") + cookie.slice(at + 1));
    const sessions = await Promise.all(forged.map(unseal));
    expect(sessions.filter((session) => session !== null)).toEqual([]);
  });

  test("a seal under another secret", async () => {
    const password = "another secret of thirty-two characters";
    expect(await unseal(await sealData(newSession("admin"), { password }))).toBeNull();
  });

  test("our own seal around something else", async () => {
    expect(
      await unseal(await sealData({ user: "admin", device: "d" }, { password: sealingSecret(), ttl: 0 })),
    ).toBeNull();
    expect(await unseal(await sealData("admin", { password: sealingSecret(), ttl: 0 }))).toBeNull();
  });

  test("one that has been idle for more than thirty minutes", async () => {
    const cookie = await seal(newSession("admin"));
    vi.setSystemTime(Date.now() + 30 * MINUTE);
    expect(await unseal(cookie)).not.toBeNull();
    vi.setSystemTime(Date.now() + 1);
    expect(await unseal(cookie)).toBeNull();
  });

  test("one that is eight hours old, however busy", async () => {
    let cookie = await seal(newSession("admin"));
    for (let minute = 0; minute < 8 * 60; minute += 20) {
      vi.setSystemTime(Date.now() + 20 * MINUTE);
      cookie = (await refreshedCookie(cookie)) ?? cookie;
    }
    expect(await unseal(cookie)).not.toBeNull();
    vi.setSystemTime(Date.now() + 1);
    expect(await unseal(cookie)).toBeNull();
    expect(await refreshedCookie(cookie)).toBeNull();
  });

  test("one that was ended, in every copy of its cookie, and no other", async () => {
    const [one, other] = [newSession("admin"), newSession("admin")];
    const copies = [await seal(one), await seal({ ...one, seenAt: one.seenAt + 1 })];
    markEnded(one);
    expect(await Promise.all(copies.map(unseal))).toEqual([null, null]);
    expect(await unseal(await seal(other))).toEqual(other);
  });

  test("an ended one stays ended until it is too old anyway", async () => {
    const session = newSession("admin");
    markEnded(session);
    vi.setSystemTime(Date.now() + 7 * HOUR);
    markEnded(newSession("admin"));
    expect(await unseal(await seal({ ...session, seenAt: Date.now() }))).toBeNull();
  });
});

describe("a renewed cookie", () => {
  test("is not made within a minute", async () => {
    const cookie = await seal(newSession("admin"));
    vi.setSystemTime(Date.now() + MINUTE - 1);
    expect(await refreshedCookie(cookie)).toBeNull();
  });

  test("is the same session, seen now", async () => {
    const session = newSession("admin");
    const cookie = await seal(session);
    vi.setSystemTime(Date.now() + 29 * MINUTE);
    const renewed = await refreshedCookie(cookie);
    expect(await unseal(renewed ?? undefined)).toEqual({ ...session, seenAt: Date.now() });
  });

  test("is not made from a forged, an idle or an ended one", async () => {
    const ended = newSession("admin");
    const cookie = await seal(newSession("admin"));
    markEnded(ended);
    vi.setSystemTime(Date.now() + 31 * MINUTE);
    expect(await Promise.all([undefined, "x", cookie, await seal(ended)].map(refreshedCookie))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("work that outlasts the idle limit", () => {
  test("keeps its session awake, and every copy of its cookie, until it ends", async () => {
    const session = newSession("admin");
    const cookie = await seal(session);
    await keptAwake(session, async () => {
      await keptAwake(session, async () => vi.setSystemTime(Date.now() + 2 * HOUR));
      expect(await unseal(cookie)).toEqual(session);
      expect(await unseal((await refreshedCookie(cookie)) ?? undefined)).toEqual({ ...session, seenAt: Date.now() });
    });
    expect(await unseal(cookie)).toBeNull();
  });

  test("ends with the session's greatest age all the same, and when the person signs out", async () => {
    const [old, ended] = [newSession("admin"), newSession("admin")];
    markEnded(ended);
    vi.setSystemTime(Date.now() + 9 * HOUR);
    for (const session of [old, ended]) {
      await keptAwake(session, async () => expect(await unseal(await seal(session))).toBeNull());
    }
  });

  test("is over even when it fails", async () => {
    const session = newSession("admin");
    await expect(keptAwake(session, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    vi.setSystemTime(Date.now() + 31 * MINUTE);
    expect(await unseal(await seal(session))).toBeNull();
  });

  test("renews the cookie of the session that began it, but not of one that ended meanwhile", async () => {
    const [session, ended] = [newSession("admin"), newSession("admin")];
    markEnded(ended);
    vi.setSystemTime(Date.now() + 2 * HOUR);
    expect(await unseal((await renewedCookie(session)) ?? undefined)).toEqual({ ...session, seenAt: Date.now() });
    expect(await renewedCookie(ended)).toBeNull();
  });
});

test("the cookie is out of reach of scripts and other sites, and bound to its host over TLS", () => {
  const behindTls = { origin: "https://twofold.example", sessionHours: 8 };
  expect(cookieName(behindTls)).toBe("__Host-twofold");
  expect(cookieOptions(behindTls)).toEqual({
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: true,
    maxAge: 28_800,
  });
  expect(cookieName({ origin: null })).toBe("twofold");
  expect(cookieOptions({ origin: "http://localhost:3000", sessionHours: 1 })).toMatchObject({
    secure: false,
    maxAge: 3_600,
  });
});
