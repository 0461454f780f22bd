import { z } from "zod";
import { keyArnSchema } from "#lib/kms/key-schema.ts";
import type { DefaultEncryption } from "./encryption.ts";

/** An empty choice is the AWS managed key, aws/s3; no choice at all is not taken for one. */
const keyId = z.string({ error: "Choose a key." }).pipe(
  z
    .literal("")
    .transform(() => null)
    .or(keyArnSchema),
);

/** A DefaultEncryption as a form submits it. Apart from encryption.ts, so that no browser has to load zod. */
export const defaultEncryptionSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("SSE-S3") }),
  z.object({ type: z.literal("SSE-KMS"), keyId, bucketKey: z.stringbool().default(false) }),
  z.object({ type: z.literal("DSSE-KMS"), keyId }),
]) satisfies z.ZodType<DefaultEncryption>;
