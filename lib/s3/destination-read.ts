import "server-only";
import {
  ListBucketInventoryConfigurationsCommand,
  type ListBucketInventoryConfigurationsCommandOutput,
} from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { type Destination, fromInventory, fromReplicationRule } from "./destination.ts";
import { requireWhole } from "./object-read.ts";
import { getReplication } from "./settings-read.ts";

/** Where each replication rule writes. `aws` is of the bucket's Region, as below. Needs s3:GetReplicationConfiguration. */
export async function listReplicaDestinations(aws: Aws, bucket: string): Promise<Destination[]> {
  return ((await getReplication(aws, bucket))?.rules ?? []).map(fromReplicationRule);
}

/** Where each inventory writes its lists. Needs s3:GetInventoryConfiguration. */
export async function listInventoryDestinations(aws: Aws, bucket: string): Promise<Destination[]> {
  const destinations: Destination[] = [];
  let token: string | undefined;
  do {
    const page: ListBucketInventoryConfigurationsCommandOutput = await aws.s3.send(
      new ListBucketInventoryConfigurationsCommand({ Bucket: bucket, ContinuationToken: token }),
    );
    requireWhole(page, "ListBucketInventoryConfigurations");
    destinations.push(...(page.InventoryConfigurationList ?? []).map(fromInventory));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return destinations;
}
