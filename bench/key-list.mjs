import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  paginateListAliases,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { Agent } from "node:http";
import { performance } from "node:perf_hooks";

const KEYS = 500;
const RUNS = 3;
/** The same as the console's own. */
const AT_A_TIME = 16;

/** @param {string} endpoint */
function openKms(endpoint) {
  return new KMSClient({
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 128 }) },
  });
}

/**
 * The list of 500 keys, beside what the bare SDK needs for the same at the same parallelism in the same run.
 * @param {{ url: string, cookie: string, endpoint: string }} options
 */
export async function measureKeyList({ url, cookie, endpoint }) {
  const kms = openKms(endpoint);
  await makeKeys(kms);
  await readPage(`${url}/keys`, cookie);
  const [ours, bare, first] = [[], [], []];
  for (let run = 0; run < RUNS; run++) {
    const page = await readPage(`${url}/keys`, cookie);
    if (page.rows < KEYS) throw new Error(`The list has ${page.rows} of ${KEYS} keys.`);
    ours.push(page.complete);
    first.push(page.allNamed);
    bare.push(await readBare(kms));
  }
  return [
    {
      what: `${KEYS} keys listed, beside the SDK's own requests at the same parallelism`,
      value: median(ours) / median(bare),
      limit: 3,
      unit: "×",
    },
    {
      what: `names of ${KEYS} keys on the page, as part of the time for all that is said of them`,
      value: median(first) / median(ours),
      limit: 1,
      unit: "×",
    },
  ];
}

/** @param {KMSClient} kms */
async function makeKeys(kms) {
  await eachOf(
    Array.from({ length: KEYS }, (_, index) => index),
    async (index) => {
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: `Benchmark ${index}` }));
      const AliasName = `alias/bench/${String(index).padStart(3, "0")}`;
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata?.KeyId }));
    },
  );
}

/** @param {string} url @param {string} cookie */
async function readPage(url, cookie) {
  const started = performance.now();
  const response = await fetch(url, { headers: { cookie } });
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
  let text = "";
  let allNamed = Number.NaN;
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (Number.isNaN(allNamed) && text.includes(`alias/bench/${KEYS - 1}`)) allNamed = performance.now() - started;
  }
  const rows = new Set(text.match(/alias\/bench\/\d{3}/g)).size;
  return { complete: performance.now() - started, allNamed, rows };
}

/** @param {KMSClient} kms */
async function readBare(kms) {
  const started = performance.now();
  /** @type {string[]} */
  const keys = [];
  for await (const page of paginateListKeys({ client: kms, pageSize: 1000 }, {})) {
    keys.push(...(page.Keys ?? []).map(({ KeyArn = "" }) => KeyArn));
  }
  let aliases = 0;
  for await (const page of paginateListAliases({ client: kms, pageSize: 100 }, {})) {
    aliases += page.Aliases?.length ?? 0;
  }
  if (aliases < KEYS) throw new Error(`There are ${aliases} aliases.`);
  await eachOf(keys, async (KeyId) => {
    await kms.send(new DescribeKeyCommand({ KeyId }));
    await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
  });
  return performance.now() - started;
}

/** @template T @param {T[]} items @param {(item: T) => Promise<void>} run */
async function eachOf(items, run) {
  const left = items.values();
  const work = async () => {
    for (const item of left) await run(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
