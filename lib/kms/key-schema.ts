import { z } from "zod";
import { fromKeyArn } from "./key-arn.ts";

/** Only a full key ARN: an alias is resolved in the account of whoever asks, which may not be the bucket's. */
export const keyArnSchema = z
  .string()
  .trim()
  .refine((text) => fromKeyArn(text) !== null, {
    error: "Give the key's full ARN: arn:aws:kms:REGION:ACCOUNT:key/ID. Aliases resolve in the requester's account.",
  });
