import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import type { Failure } from "#lib/aws/result.ts";
import type { ObjectAddress } from "./object.ts";
import { findObjectVersion } from "./object-read.ts";

/**
 * Whether it is for a delete marker that a read of an object failed: with 404 or 405, as the operation and the address
 * are of the key that one hides or of the marker itself.
 * Needs s3:ListBucketVersions. Source: S3 User Guide, "Working with delete markers".
 */
export async function hasDeleteMarker(aws: Aws, address: ObjectAddress, { code, name }: Failure): Promise<boolean> {
  const mayBe = code === "missing" || name === "MethodNotAllowed" || name === "HTTP 405";
  return mayBe && (await findObjectVersion(aws, address))?.deleteMarker === true;
}
