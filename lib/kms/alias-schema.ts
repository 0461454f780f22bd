import { z } from "zod";
import { reasonAliasRefused, toAliasName } from "./alias.ts";
import { keyArnSchema } from "./key-schema.ts";
import { ruledBy } from "./rule-schema.ts";

const alias = z.string().transform(toAliasName).superRefine(ruledBy(reasonAliasRefused));

/** Another name for the key. */
export const createAliasSchema = z.object({ arn: keyArnSchema, alias });

/** A name of the key `from` that is to name `arn`. */
export const moveAliasSchema = z.object({ arn: keyArnSchema, from: keyArnSchema, alias });

/** A name to be taken away, itself typed. */
export const deleteAliasSchema = z.object({ arn: keyArnSchema, alias: z.string(), confirmation: z.string() });
