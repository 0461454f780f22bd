import { z } from "zod";
import { reasonTagsRefused } from "#lib/kms/tag.ts";
import { isBucketName } from "./bucket.ts";
import { reasonOriginRefused } from "./cors.ts";
import { isObjectOwnership } from "./ownership.ts";
import { parseTags } from "#lib/aws/tag-text.ts";

/** What every form of a setting sends besides: the bucket, what was seen of the setting, and the name that was typed. */
const sent = z.object({
  bucket: z.string().refine(isBucketName),
  seen: z.string(),
  confirmation: z.string().optional(),
});

export const sseCSchema = sent.extend({ sseC: z.enum(["blocked", "taken"]) });

export const versioningSchema = sent.extend({ status: z.enum(["enabled", "suspended"]) });

/** A box that is not ticked is not sent. */
const box = z.stringbool().default(false);

const switches = {
  blockPublicAcls: box,
  ignorePublicAcls: box,
  blockPublicPolicy: box,
  restrictPublicBuckets: box,
};

/** Of the bucket, or of the account, where `bucket` is the one whose page it was sent from. */
export const publicAccessSchema = sent.extend(switches).transform(({ bucket, seen, confirmation, ...block }) => ({
  bucket,
  seen,
  confirmation,
  block,
}));

export const ownershipSchema = sent.extend({ ownership: z.string().refine(isObjectOwnership) });

const logTarget = {
  targetBucket: z.string().trim().refine(isBucketName, "Name a bucket."),
  prefix: z.string().max(800, "A prefix has at most 800 characters here."),
  format: z.enum(["flat", "EventTime", "DeliveryTime"]),
};

export const loggingSchema = z
  .discriminatedUnion("log", [
    sent.extend({ log: z.literal("off") }),
    sent.extend({ log: z.literal("on"), ...logTarget }),
  ])
  .transform((form) => ({
    bucket: form.bucket,
    seen: form.seen,
    confirmation: form.confirmation,
    choice:
      form.log === "off"
        ? null
        : {
            targetBucket: form.targetBucket,
            prefix: form.prefix,
            partitionedBy: form.format === "flat" ? null : form.format,
          },
  }));

export const tagsSchema = sent.extend({
  tags: z
    .string()
    .transform(parseTags)
    .superRefine((tags, context) => {
      const reason = reasonTagsRefused(tags, "A bucket");
      if (reason !== null) context.addIssue({ code: "custom", message: reason });
    }),
});

export const corsSchema = sent
  .extend({ lets: z.enum(["yes", "no"]), origin: z.string().trim().default("") })
  .superRefine(({ lets, origin }, context) => {
    const reason = lets === "yes" ? reasonOriginRefused(origin) : null;
    if (reason !== null) context.addIssue({ code: "custom", message: reason, path: ["origin"] });
  })
  .transform(({ lets, origin, ...rest }) => ({ ...rest, origin: lets === "yes" ? origin : null }));
