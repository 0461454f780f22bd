import type {
  EncryptionType as EncryptionTypeToBlock,
  PutBucketEncryptionCommandInput,
  ServerSideEncryptionRule,
} from "@aws-sdk/client-s3";

/** How S3 protects data at rest. A null keyId means the AWS managed key, aws/s3. */
export type Encryption =
  | { type: "none" }
  | { type: "SSE-S3" }
  | { type: "SSE-KMS"; keyId: string | null; bucketKey: boolean }
  | { type: "DSSE-KMS"; keyId: string | null }
  | { type: "SSE-C"; algorithm: string }
  /** An algorithm that this console does not know yet; S3's enum grows (aws:fsx, aws:backup). */
  | { type: "other"; algorithm: string };

export type EncryptionType = Encryption["type"];

/** What a bucket can apply by default. */
export type DefaultEncryption = Extract<Encryption, { type: "SSE-S3" | "SSE-KMS" | "DSSE-KMS" }>;

/** A bucket's encryption configuration as AWS reads it back. */
export type BucketEncryption = {
  default: Encryption;
  /** A bucket key that is set although the default is DSSE-KMS: S3 accepts and ignores it. */
  bucketKeyInVain: boolean;
  /** A bucket key that is set although the default is SSE-S3: uploads that ask for SSE-KMS get it. */
  bucketKeyForKms?: true;
  /** What S3 refuses to store, in its own words: "SSE-C", "NONE". Null when S3 says nothing of it. */
  blockedTypes: string[] | null;
};

/** The headers in which PutObject, GetObject and HeadObject speak of encryption, by the SDK's names. */
export type EncryptionHeaders = {
  ServerSideEncryption?: string | undefined;
  SSEKMSKeyId?: string | undefined;
  BucketKeyEnabled?: boolean | undefined;
  SSECustomerAlgorithm?: string | undefined;
};

/** What a write asks for. */
export type WriteHeaders = {
  ServerSideEncryption: "AES256" | "aws:kms" | "aws:kms:dsse";
  SSEKMSKeyId?: string;
  BucketKeyEnabled?: boolean;
};

/** The algorithm in S3's API of each type that a write may ask for. */
export const ALGORITHMS = {
  "SSE-S3": "AES256",
  "SSE-KMS": "aws:kms",
  "DSSE-KMS": "aws:kms:dsse",
} as const satisfies Record<DefaultEncryption["type"], string>;

/** How much protection each type is, for "weaker than": AWS's layers, then who holds the key. */
export const STRENGTH = {
  none: 0,
  other: 0,
  "SSE-C": 1,
  "SSE-S3": 1,
  "SSE-KMS": 2,
  "DSSE-KMS": 3,
} as const satisfies Record<EncryptionType, number>;

/** What an object's headers say. S3 before 2023 left objects without any, and those are not encrypted. */
export function fromHeaders(headers: EncryptionHeaders): Encryption {
  if (headers.SSECustomerAlgorithm) return { type: "SSE-C", algorithm: headers.SSECustomerAlgorithm };
  return fromAlgorithm(headers.ServerSideEncryption, headers.SSEKMSKeyId ?? null, headers.BucketKeyEnabled ?? false);
}

const UNSAID = "an algorithm that it does not name";

/** What a bucket's rule applies to objects that are written without encryption headers. */
export function fromRule(rule: ServerSideEncryptionRule | undefined): BucketEncryption {
  const applied = rule?.ApplyServerSideEncryptionByDefault;
  const bucketKey = rule?.BucketKeyEnabled ?? false;
  // What a rule without an algorithm does is documented nowhere, so it is not taken for SSE-S3.
  const encryption = fromAlgorithm(applied?.SSEAlgorithm ?? UNSAID, applied?.KMSMasterKeyID ?? null, bucketKey);
  return {
    default: encryption,
    bucketKeyInVain: bucketKey && encryption.type === "DSSE-KMS",
    ...(bucketKey && encryption.type === "SSE-S3" ? { bucketKeyForKms: true } : {}),
    blockedTypes: rule?.BlockedEncryptionTypes?.EncryptionType?.length
      ? rule.BlockedEncryptionTypes.EncryptionType
      : null,
  };
}

function fromAlgorithm(algorithm: string | undefined, keyId: string | null, bucketKey: boolean): Encryption {
  switch (algorithm) {
    case undefined:
    case "":
      return { type: "none" };
    case ALGORITHMS["SSE-S3"]:
      return { type: "SSE-S3" };
    case ALGORITHMS["SSE-KMS"]:
      return { type: "SSE-KMS", keyId, bucketKey };
    case ALGORITHMS["DSSE-KMS"]:
      return { type: "DSSE-KMS", keyId };
    default:
      return { type: "other", algorithm };
  }
}

/**
 * The rule that makes `encryption` the default. The call replaces the whole rule, so what is already blocked is
 * passed in and kept (aws-facts: a rule that leaves it out may reset it).
 */
export function toRule(encryption: DefaultEncryption, blockedTypes: string[] | null): ServerSideEncryptionRule {
  const keyId = encryption.type === "SSE-S3" ? null : encryption.keyId;
  return {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: ALGORITHMS[encryption.type],
      ...(keyId === null ? {} : { KMSMasterKeyID: keyId }),
    },
    BucketKeyEnabled: encryption.type === "SSE-KMS" && encryption.bucketKey,
    ...(blockedTypes === null
      ? {}
      : { BlockedEncryptionTypes: { EncryptionType: blockedTypes.filter(isBlockedType) } }),
  };
}

/** The request that makes `encryption` the default of `bucket`. */
export function toPutBucketEncryption(
  bucket: string,
  encryption: DefaultEncryption,
  blockedTypes: string[] | null,
): PutBucketEncryptionCommandInput {
  return {
    Bucket: bucket,
    ServerSideEncryptionConfiguration: { Rules: [toRule(encryption, blockedTypes)] },
  };
}

/**
 * The headers that make a write use `encryption`, whatever the bucket's default. The key always travels with the
 * algorithm: DSSE-KMS asked for without one is the AWS managed key aws/s3, not the bucket's.
 */
export function toHeaders(encryption: DefaultEncryption): WriteHeaders {
  const headers: WriteHeaders = { ServerSideEncryption: ALGORITHMS[encryption.type] };
  if (encryption.type === "SSE-S3") return headers;
  if (encryption.keyId !== null) headers.SSEKMSKeyId = encryption.keyId;
  if (encryption.type === "SSE-KMS") headers.BucketKeyEnabled = encryption.bucketKey;
  return headers;
}

/** Whether `found` is exactly what was asked for. Key ids must both be full ARNs: S3 reads objects back so. */
export function isSameEncryption(asked: Encryption, found: Encryption): boolean {
  if (asked.type !== found.type || algorithmOf(asked) !== algorithmOf(found)) return false;
  if (asked.type === "SSE-KMS" && found.type === "SSE-KMS" && asked.bucketKey !== found.bucketKey) return false;
  return keyIdOf(asked) === keyIdOf(found);
}

function algorithmOf(encryption: Encryption): string | null {
  return encryption.type === "SSE-C" || encryption.type === "other" ? encryption.algorithm : null;
}

/** The KMS key of an encryption that has one, else null. */
export function keyIdOf(encryption: Encryption): string | null {
  return encryption.type === "SSE-KMS" || encryption.type === "DSSE-KMS" ? encryption.keyId : null;
}

/** Whether a bucket can have this as its default. */
export function isDefault(encryption: Encryption): encryption is DefaultEncryption {
  return Object.hasOwn(ALGORITHMS, encryption.type);
}

/** The SDK lists the types of its own day; one that S3 reads back and we do not know is handed back, never dropped. */
function isBlockedType(type: string): type is EncryptionTypeToBlock {
  return type !== "";
}
