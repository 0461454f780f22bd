import "server-only";
import {
  GetBucketLoggingCommand,
  GetBucketReplicationCommand,
  ListBucketInventoryConfigurationsCommand,
  type ListBucketInventoryConfigurationsCommandOutput,
} from "@aws-sdk/client-s3";
import { nullIfNone } from "#lib/aws/absent.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { type Destination, fromInventory, fromLogging, fromReplicationRule } from "./destination.ts";

/** Where each replication rule writes. `aws` is of the bucket's Region, as below. Needs s3:GetReplicationConfiguration. */
export async function listReplicaDestinations(aws: Aws, bucket: string): Promise<Destination[]> {
  const request = aws.s3.send(new GetBucketReplicationCommand({ Bucket: bucket }));
  const answer = await nullIfNone(request, "ReplicationConfigurationNotFoundError");
  return (answer?.ReplicationConfiguration?.Rules ?? []).map(fromReplicationRule);
}

/** Where each inventory writes its lists. Needs s3:GetInventoryConfiguration. */
export async function listInventoryDestinations(aws: Aws, bucket: string): Promise<Destination[]> {
  const destinations: Destination[] = [];
  let token: string | undefined;
  do {
    const page: ListBucketInventoryConfigurationsCommandOutput = await aws.s3.send(
      new ListBucketInventoryConfigurationsCommand({ Bucket: bucket, ContinuationToken: token }),
    );
    destinations.push(...(page.InventoryConfigurationList ?? []).map(fromInventory));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return destinations;
}

/** Where server access logs go, or null where none are kept. Needs s3:GetBucketLogging. */
export async function getLogDestination(aws: Aws, bucket: string): Promise<Destination | null> {
  return fromLogging((await aws.s3.send(new GetBucketLoggingCommand({ Bucket: bucket }))).LoggingEnabled);
}
