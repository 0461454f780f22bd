import { buckets } from "./buckets.ts";
import { createClients } from "./clients.ts";
import { countKeys, keysInWords } from "./count.ts";
import { keys, keyRegions } from "./keys.ts";
import { verifyListing } from "./list.ts";
import { createBucket, putPolicy } from "./seed-buckets.ts";
import { createKeys, sealKeys } from "./seed-keys.ts";
import { writeObjects } from "./seed-objects.ts";

/** Fills an empty emulator with the estate. Throws when what is there then is not what the tables say. */
async function seed(endpoint: string): Promise<string> {
  const clients = createClients(endpoint);
  const named = Object.entries(buckets);
  const arns = await createKeys(clients, keys);
  await Promise.all(named.map(([name, bucket]) => createBucket(clients, name, bucket, arns)));
  const objects = await writeObjects(clients, buckets, arns);
  await Promise.all(named.map(([name, bucket]) => verifyListing(clients, name, bucket)));
  // Last, because they refuse what came before: older objects break the policies, and no key may be used once sealed.
  await Promise.all(named.map(([name, bucket]) => putPolicy(clients, name, bucket, arns)));
  await sealKeys(clients, keys, arns);
  const made = keysInWords(await countKeys(clients, keyRegions()));
  return `${named.length} buckets, ${made}, ${objects.toLocaleString("en")} objects`;
}

const endpoint = process.env.AWS_ENDPOINT_URL;
if (endpoint === undefined) throw new Error("AWS_ENDPOINT_URL is not set: the estate is for an emulator only");
console.log(await seed(endpoint));
