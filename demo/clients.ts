import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";

const CONNECTIONS = 24;

/** Clients of one emulator, one pair for each Region. */
export type Clients = { s3(region: string): S3Client; kms(region: string): KMSClient };

export function createClients(endpoint: string): Clients {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const common = (region: string) => ({
    region,
    endpoint,
    credentials,
    requestChecksumCalculation: "WHEN_REQUIRED" as const,
    responseChecksumValidation: "WHEN_REQUIRED" as const,
    requestHandler: { httpAgent: { maxSockets: CONNECTIONS }, requestTimeout: 30_000, connectionTimeout: 3_000 },
  });
  return {
    s3: remembered((region) => new S3Client({ ...common(region), forcePathStyle: true })),
    kms: remembered((region) => new KMSClient(common(region))),
  };
}

function remembered<T>(open: (region: string) => T): (region: string) => T {
  const opened = new Map<string, T>();
  return (region) => {
    const client = opened.get(region) ?? open(region);
    opened.set(region, client);
    return client;
  };
}

/** Runs `work` for every item, at most as many at a time as there are connections. */
export async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  async function lane() {
    for (const item of waiting) await work(item);
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
}
