import type { CORSRule, PutBucketCorsCommandInput } from "@aws-sdk/client-s3";

/** What pages of other origins may do with a bucket from a browser. */
export type CorsRule = {
  id: string | null;
  origins: string[];
  methods: string[];
  /** Request headers that a browser may send. */
  headers: string[];
  /** Response headers that the page may read. */
  exposed: string[];
  maxAgeSeconds: number | null;
};

/** The ID of the console's own rule, by which it is found again. */
export const CONSOLE_RULE = "twofold-uploads";

export function fromCorsRule(rule: CORSRule): CorsRule {
  return {
    id: rule.ID ?? null,
    origins: rule.AllowedOrigins ?? [],
    methods: rule.AllowedMethods ?? [],
    headers: rule.AllowedHeaders ?? [],
    exposed: rule.ExposeHeaders ?? [],
    maxAgeSeconds: rule.MaxAgeSeconds ?? null,
  };
}

function toCorsRule({ id, origins, methods, headers, exposed, maxAgeSeconds }: CorsRule): CORSRule {
  return {
    ...(id === null ? {} : { ID: id }),
    AllowedOrigins: origins,
    AllowedMethods: methods,
    ...(headers.length === 0 ? {} : { AllowedHeaders: headers }),
    ...(exposed.length === 0 ? {} : { ExposeHeaders: exposed }),
    ...(maxAgeSeconds === null ? {} : { MaxAgeSeconds: maxAgeSeconds }),
  };
}

/** The whole configuration at once: S3 has no request for one rule. */
export function toPutBucketCors(bucket: string, rules: readonly CorsRule[]): PutBucketCorsCommandInput {
  return { Bucket: bucket, CORSConfiguration: { CORSRules: rules.map(toCorsRule) } };
}

/**
 * The rule that lets a page of `origin` upload, and read back how S3 stored it: the ETag of each part is needed to
 * complete an upload, and what S3 encrypted with is in its answer.
 */
export function consoleRule(origin: string): CorsRule {
  return {
    id: CONSOLE_RULE,
    origins: [origin],
    methods: ["PUT", "POST"],
    headers: ["content-type", "content-md5", "x-amz-*"],
    exposed: [
      "ETag",
      "x-amz-version-id",
      "x-amz-server-side-encryption",
      "x-amz-server-side-encryption-aws-kms-key-id",
      "x-amz-request-id",
    ],
    maxAgeSeconds: 600,
  };
}

/** `rules` with the console's own for `origin`, or without it where that is null; every other rule as it was. */
export function withConsoleRule(rules: readonly CorsRule[], origin: string | null): CorsRule[] {
  const others = rules.filter(({ id }) => id !== CONSOLE_RULE);
  const at = rules.findIndex(({ id }) => id === CONSOLE_RULE);
  if (origin === null) return others;
  return at === -1 ? [...others, consoleRule(origin)] : others.toSpliced(at, 0, consoleRule(origin));
}

/** The origin that the console's own rule lets in, null without one. */
export function consoleOrigin(rules: readonly CorsRule[]): string | null {
  return rules.find(({ id }) => id === CONSOLE_RULE)?.origins.join(", ") ?? null;
}

/** As a text that tells any two apart, to be read and compared line by line. */
export function corsText(rules: readonly CorsRule[]): string {
  return JSON.stringify(rules.map(toCorsRule), null, 2);
}

/** Why a text is no origin that a browser could send, or null. "*" would let in every page there is. */
export function reasonOriginRefused(origin: string): string | null {
  if (!URL.canParse(origin)) return "Write an origin: scheme, host and port, like https://twofold.example.";
  const { protocol, origin: exact } = new URL(origin);
  if (protocol !== "https:" && protocol !== "http:") return "An origin begins with https:// or http://.";
  return exact === origin ? null : `Write it as a browser sends it: ${exact}`;
}
