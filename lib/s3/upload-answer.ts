import type { PolicyDocument } from "#lib/policy/document.ts";
import { SSE_KEYS } from "#lib/policy/encryption-condition.ts";
import { fitOf } from "#lib/policy/fit.ts";
import type { ContextValue, PolicyRequest } from "#lib/policy/request.ts";
import { ANY } from "#lib/policy/text.ts";
import type { Deciding } from "./deciding.ts";
import { ALGORITHMS } from "./encryption.ts";
import {
  type Ask,
  asksFor,
  noKeyBeside,
  type OpenDenial,
  PARTS_UNDOCUMENTED,
  SAYS,
  type Way,
  WAYS,
} from "./upload-fate.ts";

/** What a bucket's policy says to an upload: they go past its Deny statements, all of which are told. */
export type PolicyAnswer =
  | { outcome: "accepted" }
  | { outcome: "refused"; statements: [string, ...string[]] }
  | { outcome: "depends"; denials: OpenDenial[] }
  | { outcome: "unknown"; reason: string };

/**
 * Who uploads. Requests that AWS's services make themselves can be left out of a statement (aws:PrincipalIsAWSService);
 * of a probe it is known what its headers leave out.
 */
export type Uploader = "somebody" | "an AWS service" | "a probe";

/** Which statements are asked: also those that may refuse any upload, whatever it says of encryption, or not those. */
type Asked = "of encryption" | "all";

/**
 * What the policy says to every kind of upload, made in every way, over TLS. Who sends it, and the rest, nobody can
 * foresee. Replication is another action (s3:ReplicateObject) and not asked.
 */
export function uploadAnswers(
  deciding: Deciding,
  uploader: Uploader = "somebody",
  asked: Asked = "of encryption",
): Map<Ask, Record<Way, PolicyAnswer>> {
  return new Map(
    asksFor(defaultKeyOf(deciding)).map((ask) => {
      const answer = (way: Way) => answerOf(deciding, ask, way, uploader, asked);
      return [ask, { put: answer("put"), multipart: answer("multipart"), copy: answer("copy") }];
    }),
  );
}

/** The key that "the key" means: the default's, by ARN; null where it has none or where it is not known. */
export function defaultKeyOf({ standard }: Pick<Deciding, "standard">): string | null {
  if (typeof standard === "string") return null;
  return standard.type === "DSSE-KMS" || standard.type === "SSE-KMS" ? standard.keyId : null;
}

/** The answer to uploads of a kind in whichever way: what refuses one way alone holds for that way only. */
export function acrossWays(ways: Record<Way, PolicyAnswer>): PolicyAnswer {
  const answers = WAYS.map((way) => ways[way]);
  const unknown = answers.find(({ outcome }) => outcome === "unknown");
  if (unknown !== undefined) return unknown;
  if (answers.every(({ outcome }) => outcome === "refused")) return ways.put;
  const denials = WAYS.flatMap((way): OpenDenial[] => {
    const answer = ways[way];
    if (answer.outcome === "depends") return answer.denials;
    if (answer.outcome !== "refused") return [];
    return answer.statements.map((statement) => ({ statement, reason: `only for ${WAY_WORDS[way]}` }));
  });
  return denials.length === 0 ? { outcome: "accepted" } : { outcome: "depends", denials: unique(denials) };
}

const WAY_WORDS = {
  put: "uploads by Put",
  multipart: "uploads in parts",
  copy: "copies",
} as const satisfies Record<Way, string>;

/** Statements that may refuse any upload, whatever it says of encryption: by network, by caller. */
export function otherDenials(deciding: Deciding): OpenDenial[] {
  const { policy } = deciding;
  if (typeof policy === "string" || policy === null) return [];
  const denials = WAYS.flatMap((way) => denialsOf(policy, requestOf(deciding, "nothing", way, "somebody", policy)));
  return unique(
    denials.flatMap(({ statement, reason, about }) =>
      about === "something else" && reason !== null ? [{ statement, reason }] : [],
    ),
  );
}

function unique(denials: OpenDenial[]): OpenDenial[] {
  return denials.filter(
    ({ statement, reason }, at) =>
      denials.findIndex((one) => one.statement === statement && one.reason === reason) === at,
  );
}

function answerOf(deciding: Deciding, ask: Ask, way: Way, uploader: Uploader, asked: Asked): PolicyAnswer {
  const { policy } = deciding;
  if (typeof policy === "string") return { outcome: "unknown", reason: `what the policy refuses: ${policy}` };
  if (policy === null) return { outcome: "accepted" };
  const begun = judged(policy, requestOf(deciding, ask, way, uploader, policy), asked);
  // The parts of an upload that was begun without a header are no different from their beginning, nor those of SSE-C.
  const isAlike = SAYS[ask].type === null || SAYS[ask].type === "SSE-C";
  if (way !== "multipart" || isAlike || begun.outcome === "refused") return begun;
  const open = begun.outcome === "depends" ? begun.denials : [];
  const parts = statementsOf(judged(policy, requestOf(deciding, "nothing", way, uploader, policy), "of encryption"))
    .filter((statement) => open.every((one) => one.statement !== statement))
    .map((statement) => ({ statement, reason: PARTS_UNDOCUMENTED }));
  return parts.length === 0 ? begun : { outcome: "depends", denials: [...open, ...parts] };
}

type Judged = Exclude<PolicyAnswer, { outcome: "unknown" }>;

function statementsOf(answer: Judged): string[] {
  if (answer.outcome === "refused") return answer.statements;
  return answer.outcome === "depends" ? answer.denials.map(({ statement }) => statement) : [];
}

/** One refusal decides; what depends on something counts where nothing refuses outright. */
function judged(policy: PolicyDocument, request: PolicyRequest, asked: Asked): Judged {
  const denials = denialsOf(policy, request).filter(({ about }) => asked === "all" || about === "encryption");
  const [first, ...more] = denials.filter(({ reason }) => reason === null).map(({ statement }) => statement);
  if (first !== undefined) return { outcome: "refused", statements: [first, ...more] };
  const open = denials.flatMap(({ statement, reason, about }): OpenDenial[] => {
    if (reason === null) return [];
    return [{ statement, reason, ...(about === "encryption" ? {} : { aside: true }) }];
  });
  return open.length === 0 ? { outcome: "accepted" } : { outcome: "depends", denials: open };
}

/** A Deny that fits, or may. `reason` is null where it does for certain; then whatever it is about concerns encryption. */
type Denial = { statement: string; reason: string | null; about: "encryption" | "something else" };

const ABOUT_ENCRYPTION = new Set<string>(Object.values(SSE_KEYS));

function denialsOf(bucket: PolicyDocument, request: PolicyRequest): Denial[] {
  return bucket.statements.flatMap((statement): Denial[] => {
    const fit = statement.effect === "Deny" && fitOf(statement, bucket, request);
    if (fit === false) return [];
    const reason = fit === true ? null : fit;
    // A statement about something else, such as the network, neither requires an encryption nor half requires it.
    const concerns = reason === null || statement.conditions.some(({ key }) => ABOUT_ENCRYPTION.has(key.toLowerCase()));
    return [{ statement: statement.name, reason, about: concerns ? "encryption" : "something else" }];
  });
}

function requestOf(deciding: Deciding, ask: Ask, way: Way, uploader: Uploader, policy: PolicyDocument): PolicyRequest {
  const { type } = SAYS[ask];
  return {
    requester: { type: "somebody", account: null },
    action: "s3:PutObject",
    resource: { startsWith: `${deciding.bucketArn}/` },
    owner: null,
    context: {
      ...(uploader === "a probe" ? unsaidByProbes(policy) : {}),
      "aws:securetransport": "true",
      "aws:principalisawsservice": String(uploader === "an AWS service"),
      "s3:x-amz-copy-source": way === "copy" ? ANY : null,
      [SSE_KEYS.algorithm]: type === null || type === "SSE-C" ? null : ALGORITHMS[type],
      [SSE_KEYS.keyId]: keyNamedBy(deciding, ask, policy),
      [SSE_KEYS.customerAlgorithm]: type === "SSE-C" ? "AES256" : null,
    },
  };
}

/**
 * What a probe's headers leave out. Of the storage class it is not documented whether S3 tells a policy STANDARD then.
 * Source: Service Authorization Reference, Amazon S3; S3 User Guide, "Bucket policy examples using condition keys".
 */
const UNSAID_BY_PROBES = [
  "s3:x-amz-acl",
  "s3:x-amz-grant-full-control",
  "s3:x-amz-grant-read",
  "s3:x-amz-grant-read-acp",
  "s3:x-amz-grant-write",
  "s3:x-amz-grant-write-acp",
  "s3:x-amz-website-redirect-location",
  "s3:requestobjecttagkeys",
  "s3:if-match",
  "s3:if-none-match",
  "s3:object-lock-legal-hold",
  "s3:object-lock-mode",
  "s3:object-lock-remaining-retention-days",
  "s3:object-lock-retain-until-date",
];

function unsaidByProbes({ statements }: PolicyDocument): Record<string, null> {
  const tags = statements
    .flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase()))
    .filter((key) => key.startsWith("s3:requestobjecttag/"));
  return Object.fromEntries([...UNSAID_BY_PROBES, ...tags].map((key) => [key, null]));
}

/** Another key than the default's stands for all others only where the policy itself names no other. */
function keyNamedBy(deciding: Deciding, ask: Ask, policy: PolicyDocument): ContextValue {
  const own = defaultKeyOf(deciding);
  const { key } = SAYS[ask];
  if (key !== "other") return key === "own" ? own : null;
  const named = policy.statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key: name, operator, values }) =>
      name.toLowerCase() === SSE_KEYS.keyId && operator !== "Null" ? values : [],
    );
  return own !== null && named.every((value) => value === own) ? noKeyBeside(own) : ANY;
}
