import { startConsole } from "../scripts/console-server.mjs";
import { embeddedSettings } from "../scripts/embedded.mjs";
import { startEmulator } from "../scripts/emulator.mjs";
import { main } from "../scripts/lifetime.mjs";
import { freePort } from "../scripts/ports.mjs";
import { makePassword } from "../scripts/secrets.mjs";
import { BIG_BUCKET, makeBigBucket } from "./big-bucket.mjs";
import { measureBucketList } from "./bucket-list.mjs";
import { measureFirstLoad } from "./first-load.mjs";
import { measureKeyList } from "./key-list.mjs";
import { measureMemory } from "./memory.mjs";
import { measureObjectList } from "./object-list.mjs";
import { signIn } from "./session.mjs";
import { startSlowEndpoint } from "./slow-endpoint.mjs";

await main(async () => {
  const password = makePassword();
  const emulator = await startEmulator({ port: await freePort() });
  const keyArn = await makeBigBucket(emulator.endpoint);
  const settings = embeddedSettings(password);
  const near = await startConsole({ endpoint: emulator.endpoint, env: settings });
  const { browser, storageState, cookie } = await signIn(near.url, password);
  const rows = [];

  rows.push(await measureFirstLoad(browser, storageState, `${near.url}/buckets/${BIG_BUCKET}`));
  const query = new URLSearchParams({ bucket: BIG_BUCKET, key: "z-512-MiB.bin", type: "DSSE-KMS", keyId: keyArn });
  rows.push(...(await measureMemory({ url: near.url, pid: near.pid, cookie, query })));

  const slow = await startSlowEndpoint(emulator.endpoint, { latencyMilliseconds: 0 });
  const far = await startConsole({ endpoint: slow.endpoint, env: settings });
  rows.push(...(await measureObjectList({ url: far.url, cookie, bucket: BIG_BUCKET, slow })));

  rows.push(...(await measureBucketList({ url: near.url, cookie, endpoint: emulator.endpoint })));
  rows.push(...(await measureKeyList({ url: near.url, cookie, endpoint: emulator.endpoint })));

  await browser.close();
  await far.stop();
  await slow.stop();
  console.log("\nAgainst LocalStack on this machine, the object list through added latency.\n");
  for (const { what, value, limit, unit } of rows) {
    const verdict = value <= limit ? "ok  " : "OVER";
    console.log(`${verdict}  ${what}: ${value.toFixed(value < 10 ? 2 : 0)} ${unit} (limit ${limit} ${unit})`);
  }
  return rows.every(({ value, limit }) => value <= limit) ? 0 : 1;
});
