import type { Deciding } from "./deciding.ts";
import type { Encryption } from "./encryption.ts";
import { defaultKeyOf, type PolicyAnswer, uploadAnswers, type Uploader } from "./upload-answer.ts";
import {
  type Ask,
  copyDenial,
  type OpenDenial,
  SAYS,
  type Stored,
  type StoredKey,
  type UploadFate,
  type Way,
} from "./upload-fate.ts";

/** What becomes of every kind of upload, made in every way. Permissions of the uploader come on top. */
export function nextUploads(deciding: Deciding, uploader: Uploader = "somebody"): Map<Ask, Record<Way, UploadFate>> {
  const fates = [...uploadAnswers(deciding, uploader, "all")].map(([ask, answers]): [Ask, Record<Way, UploadFate>] => {
    const fate = (way: Way) => fateOf(deciding, ask, way, answers[way]);
    return [ask, { put: fate("put"), multipart: fate("multipart"), copy: fate("copy") }];
  });
  return new Map(fates);
}

function fateOf(deciding: Deciding, ask: Ask, way: Way, answer: PolicyAnswer): UploadFate {
  if (ask === "SSE-C" && deciding.blockedTypes?.includes("SSE-C")) return { outcome: "refused", by: "blocked types" };
  if (answer.outcome === "refused") return { outcome: "refused", by: "statement", statement: answer.statements[0] };
  const fault = faultOf(deciding, ask, way);
  if (fault !== null) return { outcome: "refused", by: "key", reason: fault };
  if (answer.outcome === "unknown") return answer;
  const as = storedAs(deciding, ask, way);
  if (typeof as === "string") return { outcome: "unknown", reason: as };
  const denials = [
    ...(answer.outcome === "depends" ? answer.denials : []),
    ...(way === "copy" ? ofSources(deciding) : []),
  ];
  return denials.length > 0 ? { outcome: "depends", as, denials } : { outcome: "stored", as };
}

/** Why the default's key fails an upload that uses it; null where it does not. */
function faultOf(deciding: Deciding, ask: Ask, way: Way): string | null {
  if (ask !== "nothing" && SAYS[ask].key !== "own") return null;
  const { keyFault, dsseKeyFault = keyFault, decryptFault = null, dsseDecryptFault = decryptFault } = deciding;
  const isDsse = SAYS[ask].type === "DSSE-KMS";
  const fault = isDsse ? dsseKeyFault : keyFault;
  return fault ?? (way === "multipart" ? (isDsse ? dsseDecryptFault : decryptFault) : null);
}

/** What copies wait for, whatever they ask for: that what is copied can be decrypted. */
function ofSources({ decryptFault, dsseDecryptFault }: Deciding): OpenDenial[] {
  const fault = decryptFault ?? dsseDecryptFault ?? null;
  return fault === null ? [] : [copyDenial(fault)];
}

/** What an upload that nothing refuses is stored under, or why that is not known. */
function storedAs(deciding: Deciding, ask: Ask, way: Way): Stored | string {
  const as = storedWhole(deciding, ask);
  if (way !== "copy" || typeof as === "string") return as;
  // S3's guide gives copies the bucket's bucket key, too (configuring-bucket-key-object); LocalStack gives them none.
  const { encryption } = as;
  return encryption.type === "SSE-KMS" && encryption.bucketKey ? toUnsure(as, encryption) : as;
}

function toUnsure(as: Stored, encryption: Extract<Encryption, { type: "SSE-KMS" }>): Stored {
  return { ...as, encryption: { ...encryption, bucketKey: false }, bucketKey: "not known" };
}

function storedWhole({ standard, blockedTypes, bucketKey }: Deciding, ask: Ask): Stored | string {
  if (ask === "SSE-C" && blockedTypes === null) return "what the bucket blocks is not known";
  const { type } = SAYS[ask];
  if (type === "SSE-KMS") return ofOneLayer(standard, bucketKey, keyStoredUnder(standard, ask));
  if (type !== null) return { encryption: ENCRYPTIONS[type], key: keyStoredUnder(standard, ask) };
  if (typeof standard === "string") return standard;
  const hasKey = standard.type === "DSSE-KMS" || standard.type === "SSE-KMS";
  if (!hasKey) return { encryption: standard, key: null };
  return { encryption: standard, key: standard.keyId === null ? "aws/s3" : { arn: standard.keyId } };
}

const ENCRYPTIONS = {
  "DSSE-KMS": { type: "DSSE-KMS", keyId: null },
  "SSE-S3": { type: "SSE-S3" },
  "SSE-C": { type: "SSE-C", algorithm: "AES256" },
} as const satisfies Partial<Record<Encryption["type"], Encryption>>;

/** The bucket decides on the bucket key of every request that does not say. Source: S3 User Guide, configuring-bucket-key-object. */
function ofOneLayer(standard: Deciding["standard"], given: boolean | undefined, key: StoredKey): Stored {
  const own = typeof standard === "string" || standard.type !== "SSE-KMS" ? undefined : standard.bucketKey;
  const bucketKey = own ?? given;
  const encryption = { type: "SSE-KMS", keyId: null, bucketKey: bucketKey ?? false } as const;
  return bucketKey === undefined ? { encryption, key, bucketKey: "not known" } : { encryption, key };
}

/** Without a key id S3 takes the AWS managed key, not the bucket's. Source: S3 API reference, PutObject. */
function keyStoredUnder(standard: Deciding["standard"], ask: Ask): StoredKey {
  const { type, key } = SAYS[ask];
  if (key === "other") return "named";
  if (key === null) return type === "DSSE-KMS" || type === "SSE-KMS" ? "aws/s3" : null;
  const arn = defaultKeyOf({ standard });
  return arn === null ? null : { arn };
}
