import "server-only";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { S3ControlClient, type S3ControlClientConfig } from "@aws-sdk/client-s3-control";
import { STSClient } from "@aws-sdk/client-sts";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { type CliService, type Endpoints, everyServiceAt, isWrite } from "#lib/commands/cli.ts";
import { type BucketOwners, createBucketOwners, namesOwner, withOwnerInDoubt } from "./bucket-owners.ts";
import { notesRegion } from "./bucket-regions.ts";
import { AwsError, regionMissing } from "./errors.ts";
import { isAwsHost } from "./partition.ts";
import { NotSentAgain, onceAtMost } from "./retries.ts";
import { fromSdkError } from "./sdk-error.ts";
import { noteCall } from "./trace.ts";
import { withOutcome } from "./uncertain.ts";
import { readWhole } from "./wire.ts";

/** The only way to reach AWS, in one Region: holding one is proof that somebody signed in. */
export type Aws = {
  region: string;
  /** Every Region that this console serves, `region` among them. */
  regions: readonly string[];
  endpoints: Endpoints;
  /** How long to wait before each further reading of a change that is not seen yet. */
  settleMilliseconds: readonly number[];
  /** How long a download may stand still while more of it is waited for. */
  idleMilliseconds: number;
  s3: S3Client;
  /** As `s3`, with a quarter of an hour for each request, so that a slow line can send a body. */
  s3Uploads: S3Client;
  /** What holds for the whole account. */
  s3control: S3ControlClient;
  kms: KMSClient;
  sts: STSClient;
  /** Which buckets are known to be of the caller's own account: every request on one of them says so. */
  owners: BucketOwners;
  /** The same caller in another Region. */
  in(region: string): Aws;
};

export type AwsConfig = {
  region: string;
  regions?: readonly string[];
  /** Other endpoints than AWS's own, for example LocalStack's. What the environment says of them does not count. */
  endpoints?: Endpoints;
  /** The SDK's own provider chain when absent. */
  credentials?: S3ClientConfig["credentials"];
  /** Answers the caller's account, null where AWS does not say it. No bucket's owner is known when absent. */
  findAccount?: (aws: Aws) => Promise<string | null>;
  /** How long to wait for the head of an answer, and then for all of it where it is no object. */
  answerMilliseconds?: number;
  /** As in Aws. */
  idleMilliseconds?: number;
  /** As in Aws. */
  settleMilliseconds?: readonly number[];
  /** How often a request is tried in all; the SDK's own number when absent. */
  maxAttempts?: number;
  /** A stand-in for the network, in tests. */
  requestHandler?: S3Client["config"]["requestHandler"];
};

/** Without a limit a silent endpoint would hang a page for ever: the SDK sets none and, given one, only warns. */
const ANSWER_MILLISECONDS = 10_000;
const UPLOAD_MILLISECONDS = 15 * 60_000;
const IDLE_MILLISECONDS = 30_000;

/** KMS is eventually consistent: most changes are seen in a few seconds, here 5.6. Source: KMS Developer Guide, "Eventual consistency". */
const SETTLE_MILLISECONDS = [100, 300, 700, 1_500, 3_000];

/** Opens the clients of one caller. Sends nothing yet. */
export function createAws(config: AwsConfig): Aws {
  const regions = config.regions ?? [config.region];
  const endpoints = config.endpoints ?? everyServiceAt(null);
  const answerMilliseconds = config.answerMilliseconds ?? ANSWER_MILLISECONDS;
  const idleMilliseconds = config.idleMilliseconds ?? IDLE_MILLISECONDS;
  const settleMilliseconds = config.settleMilliseconds ?? SETTLE_MILLISECONDS;
  const opened = new Map<string, Aws>();
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 128 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 128 }),
  };

  const owners = createBucketOwners(async () => (await config.findAccount?.(inRegion(config.region))) ?? null);

  function open(region: string): Aws {
    const handler = (requestTimeout: number) =>
      config.requestHandler ?? { ...agents, connectionTimeout: 3_000, requestTimeout, throwOnRequestTimeout: true };
    const common = {
      region,
      // One reading of the environment, so that requests go where the page says.
      ignoreConfiguredEndpointUrls: true,
      ...(config.credentials ? { credentials: config.credentials } : {}),
      ...(config.maxAttempts === undefined ? {} : { maxAttempts: config.maxAttempts }),
    };
    const s3Config = {
      ...at(endpoints.s3),
      ...common,
      forcePathStyle: endpoints.s3 !== null,
      followRegionRedirects: endpoints.s3 === null,
    };
    const s3 = new S3Client({ ...s3Config, requestHandler: handler(answerMilliseconds) });
    const s3Uploads = new S3Client({ ...s3Config, requestHandler: handler(UPLOAD_MILLISECONDS) });
    const s3control = new S3ControlClient({
      ...atControl(endpoints.s3control),
      ...common,
      requestHandler: handler(answerMilliseconds),
    });
    const kms = new KMSClient({ ...at(endpoints.kms), ...common, requestHandler: handler(answerMilliseconds) });
    const sts = new STSClient({ ...at(endpoints.sts), ...common, requestHandler: handler(answerMilliseconds) });
    s3.middlewareStack.add(namesOwner(owners), BEFORE_IT_IS_NOTED);
    s3Uploads.middlewareStack.add(namesOwner(owners), BEFORE_IT_IS_NOTED);
    s3.middlewareStack.add(namedErrors("S3", "s3api", region), OUTERMOST);
    s3Uploads.middlewareStack.add(namedErrors("S3", "s3api", region), OUTERMOST);
    s3control.middlewareStack.add(namedErrors("S3 Control", "s3control", region), OUTERMOST);
    kms.middlewareStack.add(namedErrors("KMS", "kms", region), OUTERMOST);
    sts.middlewareStack.add(namedErrors("STS", "sts", region), OUTERMOST);
    s3.middlewareStack.add(onceAtMost("S3"), INSIDE_RETRIES);
    s3Uploads.middlewareStack.add(onceAtMost("S3"), INSIDE_RETRIES);
    s3control.middlewareStack.add(onceAtMost("S3 Control"), INSIDE_RETRIES);
    kms.middlewareStack.add(onceAtMost("KMS"), INSIDE_RETRIES);
    sts.middlewareStack.add(onceAtMost("STS"), INSIDE_RETRIES);
    s3.middlewareStack.add(notesRegion(), OF_WHAT_ANSWERED);
    s3Uploads.middlewareStack.add(notesRegion(), OF_WHAT_ANSWERED);
    s3.middlewareStack.add(readWhole("S3", answerMilliseconds), AT_THE_NETWORK);
    // S3 keeps the answer to the end of an upload in parts open while it puts them together.
    s3Uploads.middlewareStack.add(readWhole("S3", UPLOAD_MILLISECONDS), AT_THE_NETWORK);
    s3control.middlewareStack.add(readWhole("S3 Control", answerMilliseconds), AT_THE_NETWORK);
    kms.middlewareStack.add(readWhole("KMS", answerMilliseconds), AT_THE_NETWORK);
    sts.middlewareStack.add(readWhole("STS", answerMilliseconds), AT_THE_NETWORK);
    return {
      region,
      regions,
      endpoints,
      settleMilliseconds,
      idleMilliseconds,
      s3,
      s3Uploads,
      s3control,
      kms,
      sts,
      owners,
      in: inRegion,
    };
  }

  function inRegion(region: string): Aws {
    const known = opened.get(region) ?? open(region);
    opened.set(region, known);
    return known;
  }

  return inRegion(config.region);
}

/** Step "initialize" lies outside the SDK's retries. */
const OUTERMOST = { step: "initialize", priority: "high", name: "twofoldErrors" } as const;

/** Of equal priority, the first one added lies outside: what is noted as sent has the owner in it. */
const BEFORE_IT_IS_NOTED = { step: "initialize", priority: "high", name: "twofoldNamesOwner" } as const;

const INSIDE_RETRIES = { step: "finalizeRequest", priority: "low", name: "twofoldOnceAtMost" } as const;

/** Of equal priority, the first one added lies outside: it sees only what is AWS's. */
const OF_WHAT_ANSWERED = { step: "deserialize", priority: "low", name: "twofoldNotesRegion" } as const;

const AT_THE_NETWORK = { step: "deserialize", priority: "low", name: "twofoldReadWhole" } as const;

type Next<Args, Output> = (args: Args) => Promise<Output>;

/** Notes each command that is sent and makes it reject with AwsError. */
function namedErrors(service: string, cli: CliService, region: string) {
  return <Args extends { input: object }, Output>(next: Next<Args, Output>, context: { commandName?: string }) =>
    async (args: Args): Promise<Output> => {
      const operation = (context.commandName ?? "").replace(/Command$/, "");
      const call = { service: cli, operation, region, input: { ...args.input } };
      const noteTaken = noteCall(call);
      try {
        const output = await next(args);
        noteTaken();
        return output;
      } catch (error) {
        const versioned = "VersionId" in args.input && args.input.VersionId !== undefined;
        const named = fromSdkError(error instanceof NotSentAgain ? error.reason : error, service, operation, versioned);
        if (!(named instanceof AwsError)) throw named;
        const failure = withOwnerInDoubt(call.input, named.failure);
        throw new AwsError(isWrite(call) ? withOutcome(context, failure) : failure, error);
      }
    };
}

function at(url: string | null): { endpoint?: string } {
  return url === null ? {} : { endpoint: url };
}

/**
 * The SDK writes the account id before the host, also where that is an IP address. An endpoint of one's own is taken as
 * it is; the account is in a header as well. Source: endpointProvider of the SDK's EndpointInputConfig.
 */
function atControl(url: string | null): Pick<S3ControlClientConfig, "endpoint" | "endpointProvider"> {
  if (url === null || !URL.canParse(url) || isAwsHost(new URL(url).hostname)) return at(url);
  return { endpointProvider: () => ({ url: new URL(url) }) };
}

/** The Region that the SDK finds in its own configuration files. Raises "invalid" when there is none. */
export async function getConfiguredRegion(): Promise<string> {
  try {
    return await new STSClient({}).config.region();
  } catch (error) {
    throw regionMissing(error);
  }
}

/** The endpoints that the SDK finds for each service in the environment and in its configuration files. */
export async function getConfiguredEndpoints(): Promise<Endpoints> {
  // No Region is needed for this, but the SDK would look for one.
  const [s3, s3control, kms, sts] = await Promise.all(
    [S3Client, S3ControlClient, KMSClient, STSClient].map(
      async (Client) => (await new Client({ region: "us-east-1" }).config.serviceConfiguredEndpoint?.()) ?? null,
    ),
  );
  return { s3: s3 ?? null, s3control: s3control ?? null, kms: kms ?? null, sts: sts ?? null };
}
