import "server-only";
import { z } from "zod";

const httpUrl = z.url({ protocol: /^https?$/ });

/** What an operator sets. Read at run time, because a build bakes nothing in; this is the only reader of process.env. */
const settingsSchema = z
  .object({
    /** Regions that the console serves, comma-separated; the credentials' Region when absent. */
    TWOFOLD_REGIONS: z
      .string()
      .default("")
      .transform((list) =>
        list
          .split(",")
          .map((region) => region.trim())
          .filter((region) => region !== ""),
      ),
    AWS_REGION: z.string().optional(),
    AWS_DEFAULT_REGION: z.string().optional(),
    /** Read by the AWS SDK itself; here only refused by name when malformed. */
    AWS_ENDPOINT_URL: httpUrl.optional(),
    AWS_ENDPOINT_URL_S3: httpUrl.optional(),
    AWS_ENDPOINT_URL_S3_CONTROL: httpUrl.optional(),
    AWS_ENDPOINT_URL_KMS: httpUrl.optional(),
    AWS_ENDPOINT_URL_STS: httpUrl.optional(),
    /** Set by `npm run demo`: the endpoint is the LocalStack that the console brought along. */
    TWOFOLD_EMBEDDED: z.stringbool().default(false),
    /** The public origin when a proxy ends TLS in front of the console: "https://twofold.example". */
    TWOFOLD_ORIGIN: httpUrl.optional(),
    TWOFOLD_ADMIN_PASSWORD: z.string().min(12, "TWOFOLD_ADMIN_PASSWORD needs at least 12 characters").optional(),
    /** 32 characters or more; sessions are sealed with it. */
    TWOFOLD_SESSION_SECRET: z.string().min(32, "TWOFOLD_SESSION_SECRET needs at least 32 characters").optional(),
    /** The most days between two rotations of a key that the operator allows; none is held against a limit when absent. */
    TWOFOLD_MAX_ROTATION_DAYS: z.coerce.number().int().positive().optional(),
    TWOFOLD_IDLE_MINUTES: z.coerce.number().positive().default(30),
    TWOFOLD_SESSION_HOURS: z.coerce.number().positive().default(8),
  })
  .transform((env) => ({
    regions: env.TWOFOLD_REGIONS,
    region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? env.TWOFOLD_REGIONS[0] ?? null,
    embedded: env.TWOFOLD_EMBEDDED,
    origin: env.TWOFOLD_ORIGIN === undefined ? null : new URL(env.TWOFOLD_ORIGIN).origin,
    adminPassword: env.TWOFOLD_ADMIN_PASSWORD ?? null,
    sessionSecret: env.TWOFOLD_SESSION_SECRET ?? null,
    maxRotationDays: env.TWOFOLD_MAX_ROTATION_DAYS ?? null,
    idleMinutes: env.TWOFOLD_IDLE_MINUTES,
    sessionHours: env.TWOFOLD_SESSION_HOURS,
  }));

export type Settings = z.output<typeof settingsSchema>;

let read: Settings | null = null;

/** The operator's settings. Throws a ZodError that names the setting when one is malformed. */
export function settings(): Settings {
  read ??= parseSettings(process.env);
  return read;
}

/** The settings in `env`. An empty variable counts as absent: compose files and task definitions leave them so. */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  return settingsSchema.parse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")));
}
