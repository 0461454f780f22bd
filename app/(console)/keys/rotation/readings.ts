import { cache } from "react";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { listRotations } from "#lib/kms/rotation-read.ts";

/** The rotations of one Region's keys, read once for the line of time and the table, and when that was. */
export const readRotations = cache(async (region: string) => {
  const listed = await attempt(listRotations((await requireAws()).in(region)));
  return { region, listed, at: new Date() };
});
