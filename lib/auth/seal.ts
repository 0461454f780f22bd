import "server-only";
import { sealData, unsealData } from "iron-session";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Settings, settings } from "#lib/settings.ts";

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
type Shared = {
  secret: string;
  ended: Map<string, number>;
  /** How many long pieces of work, such as uploads, each session has under way. */
  busy: Map<string, number>;
};

declare global {
  var twofoldSessions: Shared | undefined;
}

function shared(): Shared {
  globalThis.twofoldSessions ??= {
    secret: settings().sessionSecret ?? randomBytes(32).toString("base64url"),
    ended: new Map(),
    busy: new Map(),
  };
  return globalThis.twofoldSessions;
}

/** What this process, or all of them where the operator sets it, seals cookies with. */
export function sealingSecret(): string {
  return shared().secret;
}

/** "__Host-" binds the cookie to this host over TLS; plain HTTP on a laptop cannot carry that prefix. */
export function cookieName({ origin }: Pick<Settings, "origin"> = settings()): string {
  return origin?.startsWith("https:") ? "__Host-twofold" : "twofold";
}

/** The attributes of the session's cookie; maxAge in seconds. Lax, so that a link in a mail opens signed in. */
export function cookieOptions({ origin, sessionHours }: Pick<Settings, "origin" | "sessionHours"> = settings()) {
  return {
    httpOnly: true,
    sameSite: "lax" as const,
    path: "/",
    secure: origin?.startsWith("https:") ?? false,
    maxAge: sessionHours * 3600,
  };
}

/** A session that starts now, under an id of 256 random bits. */
export function newSession(user: string): Session {
  const now = Date.now();
  return { id: newSessionId(), user, signedInAt: now, seenAt: now, writable: false };
}

export function newSessionId(): string {
  return randomBytes(32).toString("base64url");
}

export async function seal(session: Session): Promise<string> {
  return sealData(session, { password: sealingSecret(), ttl: 0 });
}

/** The session in a cookie, or null when it is forged, idle for too long, too old, or has ended. */
export async function unseal(cookie: string | undefined): Promise<Session | null> {
  if (cookie === undefined) return null;
  const session = await open(cookie);
  if (session === null) return null;
  const { idleMinutes, sessionHours } = settings();
  const idle = Date.now() - session.seenAt > idleMinutes * 60_000 && !shared().busy.has(session.id);
  const old = Date.now() - session.signedInAt > sessionHours * 3_600_000;
  return idle || old || shared().ended.has(session.id) ? null : session;
}

/** iron-session answers some forgeries with an empty object and throws at others; both are no session. */
async function open(cookie: string): Promise<Session | null> {
  try {
    return sessionSchema.parse(await unsealData(cookie, { password: sealingSecret(), ttl: 0 }));
  } catch {
    return null;
  }
}

/** Often enough that nobody at work is signed out, rarely enough that few answers carry a cookie. */
const REFRESH_MILLISECONDS = 60_000;

/**
 * The cookie as seen now, or null when there is nothing to renew. For pages that a person loads: polling and prefetches
 * must not keep a session awake, and an action sets its own cookie.
 */
export async function refreshedCookie(cookie: string | undefined): Promise<string | null> {
  const session = await unseal(cookie);
  return session === null ? null : renewedCookie(session);
}

/** As refreshedCookie, at the end of work that was begun by a valid session and may have outlasted its idle limit. */
export async function renewedCookie(session: Session): Promise<string | null> {
  // One that ended meanwhile must not take the place of the session that followed it.
  if (shared().ended.has(session.id) || Date.now() - session.seenAt < REFRESH_MILLISECONDS) return null;
  return seal({ ...session, seenAt: Date.now() });
}

/** Runs work that a person waits for, through which the session does not become idle. Its greatest age stays. */
export async function keptAwake<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const { busy } = shared();
  busy.set(session.id, (busy.get(session.id) ?? 0) + 1);
  try {
    return await work();
  } finally {
    const left = (busy.get(session.id) ?? 1) - 1;
    if (left === 0) busy.delete(session.id);
    else busy.set(session.id, left);
  }
}

/** Makes every copy of this session's cookie worthless. */
export function markEnded(session: Session): void {
  const { ended } = shared();
  const lifetime = settings().sessionHours * 3_600_000;
  for (const [id, at] of ended) if (Date.now() - at > lifetime) ended.delete(id);
  ended.set(session.id, Date.now());
}
