import type { PublicAccessBlockConfiguration, PutPublicAccessBlockCommandInput } from "@aws-sdk/client-s3";

/** The four switches of Block Public Access, with what each refuses. */
export const PUBLIC_ACCESS_FLAGS = {
  blockPublicAcls: "New ACLs that make something public are refused",
  ignorePublicAcls: "ACLs that make something public have no effect",
  blockPublicPolicy: "A bucket policy that makes something public is refused",
  restrictPublicBuckets: "A public bucket policy lets in AWS services and this account only",
} as const;

export type PublicAccessFlag = keyof typeof PUBLIC_ACCESS_FLAGS;

/** The switches in AWS's order, each with AWS's name. */
export const PUBLIC_ACCESS_NAMES: readonly [PublicAccessFlag, string][] = [
  ["blockPublicAcls", "BlockPublicAcls"],
  ["ignorePublicAcls", "IgnorePublicAcls"],
  ["blockPublicPolicy", "BlockPublicPolicy"],
  ["restrictPublicBuckets", "RestrictPublicBuckets"],
];

/** A bucket's own Block Public Access. The account's and the organization's apply besides and are not in it. */
export type PublicAccessBlock = Record<PublicAccessFlag, boolean>;

export const ALL_BLOCKED: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

/** A bucket without a configuration of its own blocks nothing by itself. */
export const NOTHING_BLOCKED: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/** How many of the four switches are on. */
export function countBlocked(block: PublicAccessBlock): number {
  return Object.values(block).filter(Boolean).length;
}

/** What S3 leaves out of a configuration is off. */
export function fromPublicAccessBlock(configuration: PublicAccessBlockConfiguration): PublicAccessBlock {
  return {
    blockPublicAcls: configuration.BlockPublicAcls ?? false,
    ignorePublicAcls: configuration.IgnorePublicAcls ?? false,
    blockPublicPolicy: configuration.BlockPublicPolicy ?? false,
    restrictPublicBuckets: configuration.RestrictPublicBuckets ?? false,
  };
}

/** The switches by AWS's names. */
export function toPublicAccessBlock(block: PublicAccessBlock): Required<PublicAccessBlockConfiguration> {
  return {
    BlockPublicAcls: block.blockPublicAcls,
    IgnorePublicAcls: block.ignorePublicAcls,
    BlockPublicPolicy: block.blockPublicPolicy,
    RestrictPublicBuckets: block.restrictPublicBuckets,
  };
}

/** What no longer holds when `current` gives way to `next`, a sentence each; empty when no switch is turned off. */
export function lossesOfPublicAccess(next: PublicAccessBlock, current: PublicAccessBlock): string[] {
  return PUBLIC_ACCESS_NAMES.flatMap(([flag, name]) =>
    current[flag] && !next[flag] ? [`Without ${name}: ${LOSSES[flag]}.`] : [],
  );
}

const LOSSES: Record<PublicAccessFlag, string> = {
  blockPublicAcls: "whoever may set an ACL can make the bucket or an object public",
  ignorePublicAcls: "ACLs that make something public, those that exist too, take effect at once",
  blockPublicPolicy: "whoever may set the bucket policy can make the bucket public",
  restrictPublicBuckets: "a public bucket policy that exists lets everybody in at once",
};

/** The switches that are on, by AWS's names: what tells any two apart. */
export function publicAccessInWords(block: PublicAccessBlock): string {
  const on = PUBLIC_ACCESS_NAMES.flatMap(([flag, name]) => (block[flag] ? [name] : []));
  return on.length === 0 ? "none on" : `${on.join(", ")} on`;
}

/** The request that sets the four switches. */
export function toPutPublicAccessBlock(bucket: string, block: PublicAccessBlock): PutPublicAccessBlockCommandInput {
  return {
    Bucket: bucket,
    PublicAccessBlockConfiguration: toPublicAccessBlock(block),
  };
}
