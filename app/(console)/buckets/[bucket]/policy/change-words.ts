import type { PolicyChange } from "#lib/s3/enforce.ts";

type Words = {
  title: string;
  description: string;
  /** What the button does. */
  verb: string;
  /** What becomes of uploads that it concerns, each a sentence. */
  effects: { title: string; sentences: string[] }[];
};

const REFUSED = "Uploads that ask for SSE-S3, SSE-KMS or SSE-C, and those that ask for DSSE-KMS without a key.";

/** What is so only where one key is demanded. */
const OTHER_KEY = "Clients that ask for DSSE-KMS with another key than the default’s.";
/** What opens when one of these statements goes. */
const OPENED = [
  {
    by: ["DenyExplicitNonDsse", "DenyNonDsse"],
    sentence: "Whoever may write here can ask for one layer of encryption by sending another header.",
  },
  {
    by: ["DenyHeaderWithoutKey"],
    sentence: "DSSE-KMS without a key is taken again, and then uses AWS’s own key, aws/s3, not the bucket’s.",
  },
  { by: ["DenyWrongKey"], sentence: "An upload may name another key than the one that was demanded." },
  { by: ["DenySseC"], sentence: "SSE-C is taken where the bucket does not block it." },
];

/** Whether a sentence about a change is true of this one: `lost` are the Sids of the statements that go. */
export function isSo(sentence: string, { keyArn, lost }: { keyArn: string | null; lost: string[] }): boolean {
  if (sentence === OTHER_KEY) return keyArn !== null;
  const opened = OPENED.find((one) => one.sentence === sentence);
  return opened === undefined || opened.by.some((sid) => lost.includes(sid));
}

const REPLICAS =
  "Replication: it is another action (s3:ReplicateObject), and a replica keeps the encryption type of its source.";

/** Each change in words. Sources: S3 User Guide, "Using dual-layer server-side encryption" and "S3 Batch Operations Copy". */
export const CHANGES = {
  "dsse-tolerant": {
    title: "Enforce DSSE-KMS, and let uploads without a header reach the default",
    description: "The tolerant form: it refuses what a request says otherwise, not what it leaves out.",
    verb: "Enforce DSSE-KMS",
    effects: [
      {
        title: "It shuts out",
        sentences: [
          REFUSED,
          OTHER_KEY,
          "S3 Batch Operations Copy where the job names an encryption: it can name SSE-S3 and SSE-KMS only. A job that names none passes.",
          "Deliveries of AWS services that name SSE-S3 or SSE-KMS, as S3 Inventory and Storage Lens can.",
        ],
      },
      {
        title: "It lets through",
        sentences: ["Clients that send no encryption header: they get the bucket’s default.", REPLICAS],
      },
    ],
  },
  "dsse-strict": {
    title: "Enforce DSSE-KMS, and demand the header",
    description: "The strict form: every upload has to ask for DSSE-KMS and name the key.",
    verb: "Enforce DSSE-KMS, header required",
    effects: [
      {
        title: "It shuts out",
        sentences: [
          "Every client that sends no encryption header, though the default would give it two layers: most tools, and presigned URLs that were signed without it.",
          "S3 Batch Operations Copy altogether: it cannot name DSSE-KMS.",
          "Deliveries of AWS services, such as access logs and inventories: they do not ask for DSSE-KMS.",
          REFUSED,
          OTHER_KEY,
        ],
      },
      {
        title: "It lets through",
        sentences: [
          "Clients that send DSSE-KMS and the ARN of the key. Uploads through this console do.",
          REPLICAS,
          "Parts of an upload that was begun so, as far as is known: they carry no header of their own, and AWS does not document how it judges them.",
        ],
      },
    ],
  },
  "dsse-off": {
    title: "Enforce DSSE-KMS no more",
    description: "Takes out the statements that demand it.",
    verb: "Take the statements out",
    effects: [
      {
        title: "What it opens, as far as no other statement refuses it",
        sentences: [...OPENED.map(({ sentence }) => sentence), "What is stored keeps its encryption."],
      },
    ],
  },
  "tls-on": {
    title: "Refuse plain HTTP",
    description: "For every action on the bucket and its objects.",
    verb: "Refuse plain HTTP",
    effects: [
      { title: "It shuts out", sentences: ["Every request over plain HTTP, reading ones included."] },
      {
        title: "It lets through",
        sentences: [
          "Requests over TLS.",
          "Requests that AWS’s services make themselves: AWS strips from them how they travelled, so they would be refused without the exception (aws:PrincipalIsAWSService).",
        ],
      },
    ],
  },
  "tls-off": {
    title: "Refuse plain HTTP no more",
    description: "Takes out the statement that refuses it.",
    verb: "Take the statement out",
    effects: [
      {
        title: "What it opens, as far as no other statement refuses it",
        sentences: [
          "Requests over plain HTTP, except for data under a KMS key: S3 takes and gives that over TLS only.",
          "AWS Security Hub’s control S3.5 looks for a statement that refuses plain HTTP, and can fail for this bucket then.",
        ],
      },
    ],
  },
} as const satisfies Record<PolicyChange, Words>;
