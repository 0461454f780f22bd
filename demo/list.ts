import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { DemoBucket } from "./buckets.ts";
import type { Clients } from "./clients.ts";
import { mustEqual } from "./verify.ts";

/** Checks that a bucket lists exactly the keys of the table, byte for byte. */
export async function verifyListing(clients: Clients, name: string, bucket: DemoBucket): Promise<void> {
  const found: string[] = [];
  const pages = paginateListObjectsV2({ client: clients.s3(bucket.region) }, { Bucket: name, EncodingType: "url" });
  for await (const page of pages) {
    for (const { Key } of page.Contents ?? []) found.push(decodeURIComponent((Key ?? "").replaceAll("+", "%20")));
  }
  const expected = bucket.objects.filter((object) => !object.deleted).map((object) => object.key);
  const missing = expected.filter((key) => !found.includes(key));
  mustEqual(`${name}: keys that are not listed`, missing, []);
  mustEqual(`${name}: objects`, found.length, expected.length);
}
