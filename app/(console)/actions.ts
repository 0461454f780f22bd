"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { isSameOrigin } from "#lib/auth/origin.ts";
import { requireSession, setWritable } from "#lib/auth/session.ts";

/** Real AWS starts read-only: the person allows changes for this session, or takes that back. Changes nothing in AWS. */
export async function switchWritableAction(form: FormData): Promise<void> {
  const session = await requireSession();
  if (!isSameOrigin(await headers())) return;
  await setWritable(session, form.get("writable") === "true");
  refresh();
}
