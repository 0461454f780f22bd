import { table } from "./error-codes.ts";
import { AwsError } from "./errors.ts";

/** An answer as it came over the wire, its body read as text; null where the body is an object's own and is not looked at. */
export type WireAnswer = { status: number; headers: Record<string, string>; text: string | null };

/** The element that each answer with a body is. Source: S3 API reference, response syntax of each operation. */
const ROOTS = table<string>({
  "S3 CompleteMultipartUpload": "CompleteMultipartUploadResult",
  "S3 CopyObject": "CopyObjectResult",
  // The SDK's own, before a request to a directory bucket.
  "S3 CreateSession": "CreateSessionResult",
  "S3 CreateMultipartUpload": "InitiateMultipartUploadResult",
  "S3 GetBucketAbac": "AbacStatus",
  "S3 GetBucketAcl": "AccessControlPolicy",
  "S3 GetBucketCors": "CORSConfiguration",
  "S3 GetBucketEncryption": "ServerSideEncryptionConfiguration",
  "S3 GetBucketLifecycleConfiguration": "LifecycleConfiguration",
  "S3 GetBucketLogging": "BucketLoggingStatus",
  "S3 GetBucketNotificationConfiguration": "NotificationConfiguration",
  "S3 GetBucketOwnershipControls": "OwnershipControls",
  "S3 GetBucketReplication": "ReplicationConfiguration",
  "S3 GetBucketTagging": "Tagging",
  "S3 GetBucketVersioning": "VersioningConfiguration",
  "S3 GetObjectLockConfiguration": "ObjectLockConfiguration",
  "S3 GetObjectTagging": "Tagging",
  "S3 GetPublicAccessBlock": "PublicAccessBlockConfiguration",
  "S3 ListBucketInventoryConfigurations": "ListInventoryConfigurationsResult",
  "S3 ListBuckets": "ListAllMyBucketsResult",
  "S3 ListMultipartUploads": "ListMultipartUploadsResult",
  "S3 ListObjectVersions": "ListVersionsResult",
  "S3 ListObjectsV2": "ListBucketResult",
  "S3 ListParts": "ListPartsResult",
  "S3 Control GetPublicAccessBlock": "PublicAccessBlockConfiguration",
  "STS AssumeRole": "AssumeRoleResponse",
  "STS GetCallerIdentity": "GetCallerIdentityResponse",
});

/** S3's and S3 Control's name for it, and KMS's and STS's. AWS sets it on every answer. Source: Common Response Headers. */
const REQUEST_IDS = ["x-amz-request-id", "x-amzn-requestid"];

/**
 * What shows that it was not `service` that answered `operation`, in words ("a web page came"), or null. A fault of 500
 * and more says nothing of what is stored, whoever it comes from, and is left to be tried again.
 */
export function strangenessOf(
  service: string,
  operation: string,
  { status, headers, text }: WireAnswer,
): string | null {
  if (status >= 500) return null;
  if (!REQUEST_IDS.some((name) => headers[name])) {
    const isPage = headers["content-type"]?.startsWith("text/html") || (text !== null && rootOf(text) === "html");
    return isPage ? "a web page came" : "the answer has no request id";
  }
  return status < 300 && text !== null ? strangeBody(service, operation, text) : null;
}

function strangeBody(service: string, operation: string, text: string): string | null {
  if (service === "KMS") return text.trim() === "" || isJsonObject(text) ? null : "the answer is no JSON";
  const root = rootOf(text);
  // The policy alone is answered as it is, and that is JSON.
  if (operation === "GetBucketPolicy" && root === "text") {
    return /^\s*\{\s*\}\s*$/.test(text) ? "the answer is no policy" : null;
  }
  // S3 can find that it fails after it has said 200; the SDK reads it so.
  if (root === "Error") return null;
  const due = ROOTS.get(`${service} ${operation}`) ?? null;
  if (root === due) return null;
  if (root === "html") return "a web page came";
  return due === null ? "the answer should be empty, and is not" : `the answer is no ${due}`;
}

function isJsonObject(text: string): boolean {
  return /^\s*\{[^]*\}\s*$/.test(text);
}

/** Whether S3 says in the body of a 200 that it failed after all. Source: S3 API reference, CompleteMultipartUpload. */
export function isLateError(service: string, text: string): boolean {
  return service !== "KMS" && rootOf(text) === "Error";
}

/** The name of an XML document's outermost element, "html" for a web page however it is written, null where there is none. */
function rootOf(text: string): string | null {
  const start = text.replace(/^(?:\s|\uFEFF|<\?[^>]*>|<!--[^]*?-->)+/, "");
  if (start === "") return null;
  if (/^<(?:!doctype\s+)?html\b/i.test(start)) return "html";
  return /^<(?:[\w.-]+:)?([\w.-]+)/.exec(start)?.[1] ?? "text";
}

/** Something else than `service` answered, at `host`. `found` in words, after a colon. */
export function notAws(service: string, operation: string, host: string, status: number, found: string): AwsError {
  return new AwsError(
    {
      code: "unknown",
      service,
      operation,
      name: "NotAws",
      message: `The endpoint ${host} does not answer as ${service} does: ${found} (HTTP ${status}).`,
      permission: null,
      hint: "Check where the endpoint leads: a proxy, a sign-in page of the network or another server may answer in its place.",
      requestId: null,
    },
    undefined,
  );
}
