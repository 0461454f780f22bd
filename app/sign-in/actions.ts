"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { createAttempts } from "#lib/auth/attempts.ts";
import { deviceCookieName, deviceCookieOptions, sealDevice, triesOf } from "#lib/auth/device.ts";
import { isSameOrigin } from "#lib/auth/origin.ts";
import { verifyPassword } from "#lib/auth/password.ts";
import { returnPath } from "#lib/auth/return-path.ts";
import { endSession, startSession } from "#lib/auth/session.ts";

export type SignInState =
  | { status: "idle" }
  | { status: "wrong" }
  | { status: "locked"; minutes: number }
  | { status: "foreign" };

const schema = z.object({ user: z.string().max(200), password: z.string().max(1000), from: z.string().optional() });

/**
 * Five wrong tries in a quarter of an hour, for a browser that has signed in before and for all strangers together;
 * the right password waits as well, so no guess is told apart.
 */
const attempts = createAttempts();

export async function signInAction(_previous: SignInState, form: FormData): Promise<SignInState> {
  if (!isSameOrigin(await headers())) return { status: "foreign" };
  const input = schema.safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "wrong" };
  const { user, password, from } = input.data;
  const jar = await cookies();
  const who = await triesOf(user, jar.get(deviceCookieName())?.value);
  const wait = attempts.begin(who);
  if (wait > 0) return { status: "locked", minutes: Math.ceil(wait / 60_000) };
  if (!(await verifyPassword(user, password))) return { status: "wrong" };
  attempts.succeeded(who);
  jar.set(deviceCookieName(), await sealDevice(user), deviceCookieOptions());
  await startSession(user);
  redirect(returnPath(from));
}

export async function signOutAction(): Promise<void> {
  if (!isSameOrigin(await headers())) return;
  await endSession();
  redirect("/sign-in");
}
