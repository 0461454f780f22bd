import type { Deciding } from "./deciding.ts";
import type { Encryption } from "./encryption.ts";
import { defaultKeyOf, type PolicyAnswer, uploadAnswers, type Uploader } from "./upload-answer.ts";
import { type Ask, SAYS, type Stored, type StoredKey, type UploadFate, type Way } from "./upload-fate.ts";

/** What becomes of every kind of upload, made in every way. Permissions of the uploader come on top. */
export function nextUploads(deciding: Deciding, uploader: Uploader = "somebody"): Map<Ask, Record<Way, UploadFate>> {
  const fates = [...uploadAnswers(deciding, uploader, "all")].map(([ask, answers]): [Ask, Record<Way, UploadFate>] => {
    const fate = (way: Way) => fateOf(deciding, ask, answers[way]);
    return [ask, { put: fate("put"), multipart: fate("multipart"), copy: fate("copy") }];
  });
  return new Map(fates);
}

function fateOf(deciding: Deciding, ask: Ask, answer: PolicyAnswer): UploadFate {
  if (ask === "SSE-C" && deciding.blockedTypes?.includes("SSE-C")) return { outcome: "refused", by: "blocked types" };
  if (answer.outcome === "refused") return { outcome: "refused", by: "statement", statement: answer.statements[0] };
  const usesKey = ask === "nothing" || SAYS[ask].key === "own";
  const { keyFault, dsseKeyFault = keyFault } = deciding;
  const fault = SAYS[ask].type === "DSSE-KMS" ? dsseKeyFault : keyFault;
  if (usesKey && fault !== null) return { outcome: "refused", by: "key", reason: fault };
  if (answer.outcome === "unknown") return answer;
  const as = storedAs(deciding, ask);
  if (typeof as === "string") return { outcome: "unknown", reason: as };
  return answer.outcome === "depends" ? { ...answer, as } : { outcome: "stored", as };
}

/** What an upload that nothing refuses is stored under, or why that is not known. */
function storedAs({ standard, blockedTypes }: Deciding, ask: Ask): Stored | string {
  if (ask === "SSE-C" && blockedTypes === null) return "what the bucket blocks is not known";
  const { type } = SAYS[ask];
  if (type !== null) return { encryption: ENCRYPTIONS[type], key: keyStoredUnder(standard, ask) };
  if (typeof standard === "string") return standard;
  const hasKey = standard.type === "DSSE-KMS" || standard.type === "SSE-KMS";
  if (!hasKey) return { encryption: standard, key: null };
  return { encryption: standard, key: standard.keyId === null ? "aws/s3" : { arn: standard.keyId } };
}

const ENCRYPTIONS = {
  "DSSE-KMS": { type: "DSSE-KMS", keyId: null },
  "SSE-KMS": { type: "SSE-KMS", keyId: null, bucketKey: false },
  "SSE-S3": { type: "SSE-S3" },
  "SSE-C": { type: "SSE-C", algorithm: "AES256" },
} as const satisfies Partial<Record<Encryption["type"], Encryption>>;

/** Without a key id S3 takes the AWS managed key, not the bucket's. Source: S3 API reference, PutObject. */
function keyStoredUnder(standard: Deciding["standard"], ask: Ask): StoredKey {
  const { type, key } = SAYS[ask];
  if (key === "other") return "named";
  if (key === null) return type === "DSSE-KMS" || type === "SSE-KMS" ? "aws/s3" : null;
  const arn = defaultKeyOf({ standard });
  return arn === null ? null : { arn };
}
