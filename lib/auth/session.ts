import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Aws, createAws, getConfiguredEndpoints, getConfiguredRegion } from "#lib/aws/clients.ts";
import { findAccount } from "#lib/aws/identity.ts";
import { servedRegions } from "#lib/aws/served.ts";
import { settings } from "#lib/settings.ts";
import { PAGE_HEADER, signInPath } from "./return-path.ts";
import {
  cookieName,
  cookieOptions,
  markEnded,
  newSession,
  newSessionId,
  renewedCookie,
  seal,
  type Session,
  unseal,
} from "./seal.ts";

/** The signed-in person's session, or null. */
export const getSession = cache(async (): Promise<Session | null> => {
  return unseal((await cookies()).get(cookieName())?.value);
});

/** The signed-in person's session, or a redirect to /sign-in, which leads back here. */
export async function requireSession(): Promise<Session> {
  return (await getSession()) ?? redirect(signInPath((await headers()).get(PAGE_HEADER)));
}

/** The signed-in caller's AWS, or a redirect to /sign-in. Raises invalid (RegionMissing) while no Region is set. */
export const requireAws = cache(async (): Promise<Aws> => awsOf(await requireSession()));

let opened: Promise<Aws> | undefined;

/** The seam for per-person credentials: today every session acts as the console's own identity. */
export function awsOf(_session: Session): Promise<Aws> {
  // Kept in this module, not on globalThis: Next bundles pages and routes apart, and each knows only its own AwsError.
  opened ??= openAws().catch((error: unknown) => {
    // A failure is not kept: what is missing may be there at the next request.
    opened = undefined;
    throw error;
  });
  return opened;
}

async function openAws(): Promise<Aws> {
  const { region, regions } = settings();
  return createAws({
    findAccount,
    ...servedRegions(region ?? (await getConfiguredRegion()), regions),
    endpoints: await getConfiguredEndpoints(),
  });
}

/** A new id at every sign-in, so a cookie planted before it is worth nothing. */
export async function startSession(user: string): Promise<void> {
  const previous = await getSession();
  if (previous !== null) markEnded(previous);
  await store(newSession(user));
}

/** Under a new id, so that no copy of the cookie keeps what was allowed before. */
export async function setWritable(session: Session, writable: boolean): Promise<void> {
  markEnded(session);
  await store({ ...session, id: newSessionId(), writable });
}

export async function endSession(): Promise<void> {
  const session = await getSession();
  if (session !== null) markEnded(session);
  (await cookies()).delete({ name: cookieName(), path: "/" });
}

/** Moves the idle limit on at the end of long work, so that it does not sign out the person who waited for it. */
export async function renewSession(session: Session): Promise<void> {
  const renewed = await renewedCookie(session);
  if (renewed !== null) (await cookies()).set(cookieName(), renewed, cookieOptions());
}

async function store(session: Session): Promise<void> {
  (await cookies()).set(cookieName(), await seal(session), cookieOptions());
}
