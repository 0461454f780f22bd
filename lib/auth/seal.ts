import "server-only";
import { sealData, unsealData } from "iron-session";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { settings } from "#lib/settings.ts";

/** What the sealed cookie holds. Times are milliseconds since the epoch. */
const sessionSchema = z.object({
  id: z.string(),
  user: z.string(),
  signedInAt: z.number(),
  seenAt: z.number(),
  /** Real AWS starts read-only until the person switches it for this session. */
  writable: z.boolean(),
});

export type Session = z.output<typeof sessionSchema>;

/** Shared by every bundle that Next makes of this module: a session that ended in one has ended in all. */
type Shared = { secret: string; ended: Map<string, number> };

declare global {
  var twofoldSessions: Shared | undefined;
}

function shared(): Shared {
  globalThis.twofoldSessions ??= {
    secret: settings().sessionSecret ?? randomBytes(32).toString("base64url"),
    ended: new Map(),
  };
  return globalThis.twofoldSessions;
}

/** "__Host-" binds the cookie to this host over TLS; plain HTTP on a laptop cannot carry that prefix. */
export function cookieName(): string {
  return settings().origin?.startsWith("https:") ? "__Host-twofold" : "twofold";
}

export function cookieOptions() {
  return {
    httpOnly: true,
    sameSite: "lax" as const,
    path: "/",
    secure: settings().origin?.startsWith("https:") ?? false,
    maxAge: settings().sessionHours * 3600,
  };
}

export function newSession(user: string): Session {
  const now = Date.now();
  return { id: randomBytes(32).toString("base64url"), user, signedInAt: now, seenAt: now, writable: false };
}

export async function seal(session: Session): Promise<string> {
  return sealData(session, { password: shared().secret, ttl: 0 });
}

/** The session in a cookie, or null when it is forged, idle for too long, too old, or has ended. */
export async function unseal(cookie: string | undefined): Promise<Session | null> {
  if (cookie === undefined) return null;
  const parsed = sessionSchema.safeParse(await unsealData(cookie, { password: shared().secret, ttl: 0 }));
  if (!parsed.success) return null;
  const session = parsed.data;
  const { idleMinutes, sessionHours } = settings();
  const idle = Date.now() - session.seenAt > idleMinutes * 60_000;
  const old = Date.now() - session.signedInAt > sessionHours * 3_600_000;
  return idle || old || shared().ended.has(session.id) ? null : session;
}

/** Makes every copy of this session's cookie worthless. */
export function markEnded(session: Session): void {
  const { ended } = shared();
  const lifetime = settings().sessionHours * 3_600_000;
  for (const [id, at] of ended) if (Date.now() - at > lifetime) ended.delete(id);
  ended.set(session.id, Date.now());
}
