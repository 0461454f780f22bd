import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { inList } from "#lib/policy/list-words.ts";
import type { Deciding } from "./deciding.ts";
import { hasKmsKey } from "./default-change.ts";
import { type Encryption, isSameEncryption } from "./encryption.ts";
import type { LogsInto } from "./log-source.ts";
import { policyFindings } from "./policy-finding.ts";
import type { LeftOut } from "./replication.ts";

/** What is read to tell what a new default breaks. A text is why something is not known: "needs s3:GetBucketPolicy". */
export type HarmReads = {
  bucketArn: string;
  policy: Deciding["policy"];
  /** Both matter only where today's default has no KMS key, and are null where they were not asked for. */
  logs: LogsInto | string | null;
  leftOut: LeftOut[] | string | null;
};

/** A sentence or more each: what does not work for certain, and what may not. Both are empty only where all is known. */
export type Harm = { breaks: string[]; notKnown: string[] };

/** What does not work under `next` as the bucket's default, by what else is set on it. Its key is named by ARN. */
export function harmOf(next: Encryption, current: Encryption, reads: HarmReads): Harm {
  const parts = [
    ofPolicy(next, current, reads),
    ...(isFirstKey(next, current) ? [ofLogs(next, reads), ofReplication(reads.leftOut)] : []),
  ];
  return {
    breaks: parts.flatMap(({ breaks }) => breaks),
    notKnown: parts.flatMap(({ notKnown }) => notKnown),
  };
}

/** Whether new objects get a KMS key that they do not get today. */
function isFirstKey(next: Encryption, current: Encryption): boolean {
  return hasKmsKey(next) && !hasKmsKey(current);
}

/** Source: S3 User Guide, "Enabling Amazon S3 server access logging": the target's default is SSE-S3. */
function ofLogs({ type }: Encryption, { logs }: HarmReads): Harm {
  const what = "Whether the access log of another bucket goes here, which S3 then no longer delivers, is not known";
  if (logs === null || typeof logs === "string") return notKnown(`${what}: ${logs ?? "not read"}.`);
  const { sources, unread, notAsked } = logs;
  const open = [
    ...(unread > 0 ? [`${buckets(unread)} of this Region could not be read (s3:GetBucketLogging)`] : []),
    ...(notAsked > 0 ? [`${buckets(notAsked)} of this Region ${notAsked === 1 ? "was" : "were"} not asked`] : []),
  ];
  const many = sources.length > 1;
  return {
    breaks:
      sources.length === 0
        ? []
        : [
            `The access ${many ? "logs" : "log"} of ${inList(sources, "and")} ${many ? "go" : "goes"} here. Under ${type} as the default S3 delivers no log.`,
          ],
    notKnown: open.length === 0 ? [] : [`${what} of all: ${open.join(", ")}.`],
  };
}

/** Source: S3 User Guide, "Replicating encrypted objects". */
function ofReplication(leftOut: HarmReads["leftOut"]): Harm {
  if (leftOut === null || typeof leftOut === "string") {
    return notKnown(`Whether replication leaves out what has a KMS key is not known: ${leftOut ?? "not read"}.`);
  }
  const breaks = leftOut.map(
    ({ name, about, targetBucket, why }) =>
      `${about} that get this default are no longer copied to ${targetBucket}: the replication rule ${name} ${why}.`,
  );
  return { breaks, notKnown: [] };
}

/** What only may be refused, and may be of today's default as well, is nothing new. */
function ofPolicy(next: Encryption, current: Encryption, { bucketArn, policy }: HarmReads): Harm {
  if (typeof policy === "string") return notKnown(`Whether the policy refuses this default is not known: ${policy}.`);
  if (isSameEncryption(next, current)) return { breaks: [], notKnown: [] };
  if (policy !== null && !isExact(next)) {
    return notKnown("Whether the policy refuses this default is not known: its key is not named by its ARN.");
  }
  const findings = (standard: Encryption) =>
    policyFindings({ bucketArn, policy, standard, blockedTypes: null, keyFault: null }).filter(
      ({ kind }) => kind === "refuses the default",
    );
  const found = findings(next);
  const before = new Set(findings(current).map(({ statement }) => statement));
  return {
    breaks: found.flatMap(({ certain, statement, why }) =>
      certain
        ? [`${statement} of the policy refuses uploads that ask for this default, as those of this console do. ${why}`]
        : [],
    ),
    notKnown: found.flatMap(({ certain, statement, why }) =>
      certain || before.has(statement)
        ? []
        : [`${statement} of the policy may refuse uploads that ask for this default. ${why}`],
    ),
  };
}

/** A policy is compared with a key's ARN; a key by another name is none of those it lists. */
function isExact(encryption: Encryption): boolean {
  const keyId = encryption.type === "DSSE-KMS" || encryption.type === "SSE-KMS" ? encryption.keyId : null;
  return keyId === null || fromKeyArn(keyId) !== null;
}

function notKnown(sentence: string): Harm {
  return { breaks: [], notKnown: [sentence] };
}

function buckets(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "bucket" : "buckets"}`;
}
