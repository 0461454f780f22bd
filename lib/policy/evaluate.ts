import type { PolicyDocument, Statement } from "./document.ts";
import { grantOf } from "./grant.ts";
import {
  hasOwnPolicies,
  isInOwnersAccount,
  isKms,
  judge,
  nameOfResourcePolicy,
  ownPoliciesOf,
  resourcePolicyOf,
} from "./judge.ts";
import { type Layer, layersThat } from "./layer.ts";
import { isLifeline, reasonOnlyAtHome } from "./across-accounts.ts";
import type { PolicyRequest } from "./request.ts";

/** The policies that decide on a request. "unknown" where one could not be read: never leave it out instead. */
export type Policies = {
  /** All policies of the requester, of its groups too; [] for none. Not asked of root users, services and anonymous requesters, and never known of somebody. */
  identity: readonly PolicyDocument[] | "unknown";
  /** Decides on every action but those of KMS; null for a bucket without a policy. */
  bucket: PolicyDocument | null | "unknown";
  /** Decides on the actions of KMS. */
  key: PolicyDocument | "unknown";
  /** Layers that are known not to exist. Of every other one nothing is known: what it can turn is not certain. */
  absent?: readonly Layer[];
};

/** A statement of one of the policies; `document` counts those of the requester, from 0. */
export type Reference = {
  policy: "identity" | "bucket" | "key";
  document: number;
  statement: Statement;
};

/** Why an answer is not certain. `by` is the statement that decides it, where one does; `reason` then goes on "It holds …". */
export type Doubt = { by: Reference | null; reason: string };

/** What IAM answers. Never a guess: what depends on anything not known is "unknown". */
export type Decision =
  /** `by` is empty for the root user of the account that owns the resource. */
  | { outcome: "allowed"; by: Reference[] }
  | { outcome: "refused"; how: "explicit-deny"; by: Reference }
  | { outcome: "refused"; how: "not-allowed"; reason: string }
  /** `allowedBy` is what allows it if no doubt comes true; null where even that is not certain. */
  | { outcome: "unknown"; allowedBy: Reference[] | null; doubts: Doubt[] };

/**
 * Whether a request is allowed: an explicit Deny wins, within an account one Allow of identity or bucket is enough, across
 * accounts both must allow, and a key's policy must always allow or let the account do so.
 * Source: IAM User Guide, reference_policies_evaluation-logic and …-cross-account; KMS Developer Guide, key-policy-default.
 */
export function evaluate(policies: Policies, request: PolicyRequest): Decision {
  const { absent = [] } = policies;
  const denials = judge(policies, request, "Deny").filter(({ by }) => by.policy !== "bucket" || !isLifeline(request));
  const denied = denials.find(({ fit }) => fit === true);
  if (denied !== undefined) return { outcome: "refused", how: "explicit-deny", by: denied.by };
  const onlyAtHome = reasonOnlyAtHome(request);
  const isAtHome = isInOwnersAccount(request);
  if (onlyAtHome !== null && isAtHome === false) {
    return { outcome: "refused", how: "not-allowed", reason: `${onlyAtHome}.` };
  }
  const grant = grantOf(policies, request);
  const otherAllows = layersThat("allow", request, absent);
  if (grant.truth === false && otherAllows.length === 0) {
    return { outcome: "refused", how: "not-allowed", reason: `No policy allows it: ${needs(request)}.` };
  }
  const doubts = [
    ...denials.flatMap(({ by, fit }) => (typeof fit === "string" ? { by, reason: fit } : [])),
    ...unreadDoubts(policies, request),
    ...(grant.truth === true ? [] : grant.doubts),
    ...(grant.truth === true ? [] : otherAllows.map(unless)),
    ...(onlyAtHome !== null && isAtHome === null ? [unless(`it comes from another account: ${onlyAtHome}`)] : []),
    ...layersThat("refuse", request, absent).map(unless),
  ];
  if (grant.truth === true && doubts.length === 0) return { outcome: "allowed", by: grant.by };
  return { outcome: "unknown", allowedBy: grant.truth === true ? grant.by : null, doubts };
}

/**
 * What becomes of something that needs several requests, such as an upload that also uses a key: one refusal refuses it,
 * and it is allowed when all of them are.
 */
export function evaluateAll(policies: Policies, requests: readonly PolicyRequest[]): Decision {
  const decisions = requests.map((request) => evaluate(policies, request));
  const refused = decisions.find(({ outcome }) => outcome === "refused");
  if (refused !== undefined) return refused;
  const by = decisions.flatMap((decision) => (decision.outcome === "allowed" ? decision.by : []));
  const open = decisions.flatMap((decision) => (decision.outcome === "unknown" ? decision : []));
  if (open.length === 0) return { outcome: "allowed", by };
  const allowedBy = open.some((decision) => decision.allowedBy === null)
    ? null
    : [...by, ...open.flatMap((decision) => decision.allowedBy ?? [])];
  return { outcome: "unknown", allowedBy, doubts: open.flatMap(({ doubts }) => doubts) };
}

/** A policy that could not be read may refuse. */
function unreadDoubts(policies: Policies, request: PolicyRequest): Doubt[] {
  const ofResource = resourcePolicyOf(policies, request) === "unknown" && !isLifeline(request);
  const ofRequester = ownPoliciesOf(policies, request) === "unknown";
  return [
    ...(ofResource ? [{ by: null, reason: `what ${nameOfResourcePolicy(request)} says is not known` }] : []),
    ...(ofRequester ? [{ by: null, reason: "what the requester’s own policies say is not known" }] : []),
  ];
}

function unless(reason: string): Doubt {
  return { by: null, reason: `unless ${reason}` };
}

/** Which policies would have to allow it. */
function needs(request: PolicyRequest): string {
  const ofResource = nameOfResourcePolicy(request);
  if (!hasOwnPolicies(request)) return `${ofResource} would have to`;
  if (isInOwnersAccount(request) !== true) return `${ofResource} and the requester’s own would both have to`;
  return isKms(request)
    ? `${ofResource} would have to, or let the account’s own policies do so`
    : `${ofResource} or the requester’s own would have to`;
}
