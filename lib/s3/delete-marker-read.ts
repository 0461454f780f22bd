import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import type { Failure } from "#lib/aws/result.ts";
import type { ObjectAddress } from "./object.ts";
import { findObjectVersion } from "./object-read.ts";

/**
 * Whether it is for a delete marker that HeadObject failed: 404 for a key that one hides, 405 for the marker itself.
 * Needs s3:ListBucketVersions. Source: S3 User Guide, "Working with delete markers".
 */
export async function hasDeleteMarker(aws: Aws, address: ObjectAddress, { code, name }: Failure): Promise<boolean> {
  const mayBe =
    address.versionId === undefined ? code === "missing" : name === "MethodNotAllowed" || name === "HTTP 405";
  return mayBe && (await findObjectVersion(aws, address))?.deleteMarker === true;
}
