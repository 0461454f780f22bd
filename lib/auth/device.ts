import "server-only";
import { sealData, unsealData } from "iron-session";
import { z } from "zod";
import { type Settings, settings } from "#lib/settings.ts";
import { cookieName, cookieOptions, newSessionId, sealingSecret } from "./seal.ts";

/** A browser that somebody has signed in from before. It opens nothing: its tries are counted apart from strangers'. */
const deviceSchema = z.object({ user: z.string(), device: z.string() });

const YEAR_SECONDS = 365 * 24 * 3600;

export function deviceCookieName(given: Pick<Settings, "origin"> = settings()): string {
  return `${cookieName(given)}-device`;
}

export function deviceCookieOptions() {
  return { ...cookieOptions(), maxAge: YEAR_SECONDS };
}

/** The cookie that marks a browser after `user` has signed in from it. */
export async function sealDevice(user: string): Promise<string> {
  return sealData({ user, device: newSessionId() }, { password: sealingSecret(), ttl: 0 });
}

/**
 * Whose tries these are, for Attempts: a known browser's own, else the name's. So strangers who guess at a name can
 * lock out strangers only. Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
export async function triesOf(user: string, cookie: string | undefined): Promise<string> {
  const device = cookie === undefined ? null : await open(cookie);
  return device?.user === user ? `device ${device.device}` : `name ${user}`;
}

async function open(cookie: string): Promise<z.output<typeof deviceSchema> | null> {
  try {
    return deviceSchema.parse(await unsealData(cookie, { password: sealingSecret(), ttl: 0 }));
  } catch {
    return null;
  }
}
