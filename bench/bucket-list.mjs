import {
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
} from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  paginateListBuckets,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Agent } from "node:http";
import { performance } from "node:perf_hooks";

const BUCKETS = 200;
const KEYS = 4;
const PREFIX = "bench-list-";
/** What a page of the list holds. */
const PAGE_ROWS = 100;
const RUNS = 3;
/** The same as the console's own. */
const AT_A_TIME = 32;

/**
 * The list of 200 buckets with the settings that it shows, beside what the bare SDK needs for the same at the same
 * parallelism in the same run.
 * @param {{ url: string, cookie: string, endpoint: string }} options
 */
export async function measureBucketList({ url, cookie, endpoint }) {
  const config = {
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 128 }) },
  };
  const [s3, kms] = [new S3Client({ ...config, forcePathStyle: true }), new KMSClient(config)];
  const keys = await makeBuckets(s3, kms);
  await readList(url, cookie);
  const [ours, bare] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await readList(url, cookie));
    bare.push(await readBare(s3, kms, keys));
  }
  return [
    {
      what: `${BUCKETS} buckets listed with their settings, beside the SDK's own requests at the same parallelism`,
      value: median(ours) / median(bare),
      limit: 3,
      unit: "×",
    },
  ];
}

/** Buckets with one of a few keys, every other one versioned and with a policy. Answers the keys' ARNs. @param {S3Client} s3 @param {KMSClient} kms */
async function makeBuckets(s3, kms) {
  /** @type {string[]} */
  const keys = [];
  for (let made = 0; made < KEYS; made++) {
    keys.push((await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "");
  }
  await eachOf(
    Array.from({ length: BUCKETS }, (_, index) => index),
    async (index) => {
      const Bucket = nameOf(index);
      const location = { LocationConstraint: /** @type {const} */ ("eu-central-1") };
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: location }));
      const applied = { SSEAlgorithm: /** @type {const} */ ("aws:kms:dsse"), KMSMasterKeyID: keys[index % KEYS] };
      const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault: applied }] };
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
      if (index % 2 === 0) return;
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
      const deny = {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${Bucket}/*`,
        Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms:dsse" } },
      };
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    },
  );
  return keys;
}

/** @param {number} index */
function nameOf(index) {
  return `${PREFIX}${String(index).padStart(3, "0")}`;
}

/** Every page of the list to its last byte, in milliseconds. @param {string} url @param {string} cookie */
async function readList(url, cookie) {
  const started = performance.now();
  let text = "";
  for (let page = 1; page <= BUCKETS / PAGE_ROWS; page++) {
    const response = await fetch(`${url}/buckets?q=${PREFIX}&page=${page}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`The list of buckets answered ${response.status}`);
    text += await response.text();
  }
  const took = performance.now() - started;
  for (let index = 0; index < BUCKETS; index++) {
    if (!text.includes(`>${nameOf(index)}</a>`)) throw new Error(`${nameOf(index)} is not on the list.`);
  }
  const known = text.split(">DSSE-KMS</span>").length - 1;
  if (known < BUCKETS) throw new Error(`The list tells the default of ${known} of ${BUCKETS} buckets.`);
  return took;
}

/** @param {S3Client} s3 @param {KMSClient} kms @param {string[]} keys */
async function readBare(s3, kms, keys) {
  const started = performance.now();
  const names = [];
  for await (const page of paginateListBuckets({ client: s3, pageSize: 1_000 }, {})) {
    for (const { Name = "" } of page.Buckets ?? []) if (Name.startsWith(PREFIX)) names.push(Name);
  }
  /** What has none answers with an error, as the console is told as well. @param {Promise<unknown>} answer */
  const told = (answer) => answer.catch(() => null);
  const reads = names.flatMap((Bucket) => [
    () => told(s3.send(new GetBucketEncryptionCommand({ Bucket }))),
    () => told(s3.send(new GetBucketPolicyCommand({ Bucket }))),
    () => told(s3.send(new GetBucketVersioningCommand({ Bucket }))),
    () => told(s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
  ]);
  const described = keys.flatMap((KeyId) => [
    () => told(kms.send(new DescribeKeyCommand({ KeyId }))),
    () => told(kms.send(new ListAliasesCommand({ KeyId }))),
    () => told(kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }))),
  ]);
  await eachOf([...reads, ...described], (read) => read());
  return performance.now() - started;
}

/** @template T @param {T[]} items @param {(item: T) => Promise<unknown>} run */
async function eachOf(items, run) {
  const left = items.values();
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      for (const item of left) await run(item);
    }),
  );
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
