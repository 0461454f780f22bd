import "server-only";
import { cache } from "react";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getKey } from "#lib/kms/read.ts";

/** One key as AWS describes it, or its refusal. Once per request. */
export const readKey = cache(async (region: string, keyId: string) =>
  attempt(getKey((await requireAws()).in(region), keyId)),
);
