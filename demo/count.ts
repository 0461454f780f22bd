import { DescribeKeyCommand, paginateListKeys } from "@aws-sdk/client-kms";
import type { Clients } from "./clients.ts";

/** How many keys KMS has in these Regions by who manages them. A replica is a key of its own, as the console counts it. */
export async function countKeys(clients: Clients, regions: readonly string[]): Promise<{ own: number; aws: number }> {
  const counted = { own: 0, aws: 0 };
  for (const kms of regions.map((region) => clients.kms(region))) {
    for await (const page of paginateListKeys({ client: kms }, {})) {
      for (const { KeyId } of page.Keys ?? []) {
        const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
        counted[KeyMetadata?.KeyManager === "AWS" ? "aws" : "own"] += 1;
      }
    }
  }
  return counted;
}

/** "10 keys", "10 keys and 1 AWS managed key". */
export function keysInWords({ own, aws }: { own: number; aws: number }): string {
  const keys = `${own} ${own === 1 ? "key" : "keys"}`;
  return aws === 0 ? keys : `${keys} and ${aws} AWS managed ${aws === 1 ? "key" : "keys"}`;
}
