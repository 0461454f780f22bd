import { isSymmetricEncryption, type Key } from "./key.ts";

/** What sets a key apart from an ordinary one, which KMS made for data in one Region: a word for a list, sentences for its page. */
export type KeyKind = { word: string; sentences: string[] };

type Judged = Pick<Key, "spec" | "usage" | "origin" | "multiRegion" | "expiresAt" | "region">;

/** Everything about this key that is not ordinary. Source: KMS Developer Guide, "AWS KMS keys" and the kinds it names. */
export function kindsOf(key: Judged): KeyKind[] {
  return [ofSpec(key), ofOrigin(key), ofMultiRegion(key)].filter((kind) => kind !== null);
}

const USAGES: Record<string, string> = {
  SIGN_VERIFY: "signs and verifies",
  GENERATE_VERIFY_MAC: "makes and verifies message codes",
  KEY_AGREEMENT: "agrees on secrets with another key pair",
  ENCAPSULATE_DECAPSULATE: "wraps shared secrets",
  ENCRYPT_DECRYPT: "encrypts small data with a key pair",
};

function ofSpec(key: Judged): KeyKind | null {
  if (isSymmetricEncryption(key)) return null;
  const isHmac = key.spec.startsWith("HMAC_");
  const does = USAGES[key.usage] ?? `is for ${key.usage}`;
  return {
    word: isHmac ? "HMAC" : "asymmetric",
    sentences: [
      `It is ${isHmac ? "an HMAC key" : "a key pair"} (${key.spec}) and ${does}. S3 cannot use it: AWS services encrypt with symmetric keys only.`,
      "KMS never rotates it, on a schedule or on demand. What kind of key it is cannot be changed.",
    ],
  };
}

function ofMultiRegion(key: Judged): KeyKind | null {
  const { multiRegion, region } = key;
  if (multiRegion === null) return null;
  const isReplica = multiRegion.role === "REPLICA";
  const isForData = isSymmetricEncryption(key);
  const [material, s] = isForData ? ["rotation and material", ""] : ["material", "s"];
  return {
    word: `multi-Region ${multiRegion.role.toLowerCase()}`,
    sentences: [
      `Keys of the same id and material exist, or can be made, in other Regions${
        isForData
          ? `. S3 treats each as a key of its Region alone: only buckets in ${region} use this one, and a replica elsewhere does not read their objects.`
          : ", and each does what the others do."
      }`,
      isReplica
        ? `Its ${material} follow${s} its primary key. State, policy, grants, aliases and tags are its own.`
        : `Its ${material} hold${s} for its replicas too; state, policy, grants, aliases and tags do not. It cannot be deleted before them.`,
    ],
  };
}

const STORE_LIMITS =
  "The store answers 1,800 requests a second at most, S3’s among them; it cannot rotate the key, and the key cannot be multi-Region.";

function ofOrigin(key: Judged): KeyKind | null {
  const { origin, expiresAt } = key;
  const isForData = isSymmetricEncryption(key);
  switch (origin) {
    case "AWS_KMS":
      return null;
    case "EXTERNAL":
      return {
        word: "imported",
        sentences: [
          `Its key material was imported, and you keep the copy: KMS cannot give it back${isForData ? ", and if all copies are lost so is the data" : ""}. Where any of its material is missing or expired, the whole key reads PendingImport and nothing can use it.`,
          expiresAt === null
            ? "Its material does not expire."
            : `Its material expires on ${expiresAt.toISOString().slice(0, 16).replace("T", " ")} (UTC). From then on nothing ${isForData ? "under it can be read" : "can use it"} until the same material is imported again.`,
          isForData
            ? "KMS does not rotate it on a schedule; new material can be imported and rotated to on demand."
            : "Other material cannot be imported in its place.",
        ],
      };
    case "AWS_CLOUDHSM":
      return {
        word: "CloudHSM store",
        sentences: [
          "Its material lies in a CloudHSM cluster of your own. While its key store is disconnected the key reads Unavailable, and S3 can neither write nor read under it.",
          STORE_LIMITS,
        ],
      };
    case "EXTERNAL_KEY_STORE":
      return {
        word: "external store",
        sentences: [
          "Its material lies outside AWS, behind a proxy of your own: whether data under it can be read is up to that, and so are its speed and its safe keeping.",
          STORE_LIMITS,
        ],
      };
    case "not reported":
      return { word: "origin not reported", sentences: ["KMS did not say where its key material comes from."] };
    default:
      return { word: origin, sentences: [`KMS calls its origin ${origin}, which this console does not know.`] };
  }
}
