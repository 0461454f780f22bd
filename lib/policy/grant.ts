import type { Doubt, Policies, Reference } from "./evaluate.ts";
import {
  hasOwnPolicies,
  isInOwnersAccount,
  isKms,
  judge,
  type Judged,
  ownPoliciesOf,
  resourcePolicyOf,
} from "./judge.ts";
import type { PolicyRequest } from "./request.ts";
import { all, any, type Truth } from "./truth.ts";

/** Whether policies allow something, which statements do, and which would if they applied. */
type Grant = { truth: Truth; by: Reference[]; doubts: Doubt[] };

const ALLOWED: Grant = { truth: true, by: [], doubts: [] };
/** Why stands elsewhere: the policy could not be read. */
const UNREAD: Grant = { truth: "only if it says so", by: [], doubts: [] };

/**
 * Whether the policies allow a request, their Deny statements aside. In one account one Allow is enough, but a key's policy
 * must allow or name the account; across accounts both sides must. A root user is allowed by its own account.
 */
export function grantOf(policies: Policies, request: PolicyRequest): Grant {
  const allows = judge(policies, request, "Allow");
  const isRead = resourcePolicyOf(policies, request) !== "unknown";
  const ofResource = allows.filter(({ by }) => by.policy !== "identity");
  const direct = isRead ? toGrant(ofResource, ({ directly }) => directly) : UNREAD;
  const { type } = request.requester;
  // KMS takes signed requests only. Source: KMS API Reference, "Signing Requests".
  if (type === "anonymous" && isKms(request)) return { truth: false, by: [], doubts: [] };
  if (type === "service" || type === "anonymous") return direct;
  const withAccount = isRead ? toGrant(ofResource, ({ fit }) => fit) : UNREAD;
  const own = ownGrant(policies, request, allows);
  const acrossAccounts = both(withAccount, own);
  const inOneAccount = either(direct, isKms(request) ? acrossAccounts : own);
  const isOneAccount = isInOwnersAccount(request);
  if (isOneAccount !== null) return isOneAccount ? inOneAccount : acrossAccounts;
  return agreed(type === "somebody" ? [inOneAccount, acrossAccounts, direct] : [inOneAccount, acrossAccounts]);
}

function ownGrant(policies: Policies, request: PolicyRequest, allows: Judged[]): Grant {
  if (!hasOwnPolicies(request)) return ALLOWED;
  if (ownPoliciesOf(policies, request) === "unknown") return UNREAD;
  return toGrant(
    allows.filter(({ by }) => by.policy === "identity"),
    ({ fit }) => fit,
  );
}

function toGrant(allows: Judged[], truthOf: (one: Judged) => Truth): Grant {
  return {
    truth: any(allows.map(truthOf)),
    by: allows.flatMap((one) => (truthOf(one) === true ? one.by : [])),
    doubts: allows.flatMap((one) => {
      const truth = truthOf(one);
      return typeof truth === "string" ? { by: one.by, reason: truth } : [];
    }),
  };
}

function both(one: Grant, other: Grant): Grant {
  return combine([one, other], all([one.truth, other.truth]));
}

function either(one: Grant, other: Grant): Grant {
  const certain = [one, other].filter(({ truth }) => truth === true);
  return certain.length > 0 ? combine(certain, true) : combine([one, other], any([one.truth, other.truth]));
}

function combine(grants: Grant[], truth: Truth): Grant {
  return { truth, by: [...new Set(grants.flatMap(({ by }) => by))], doubts: grants.flatMap(({ doubts }) => doubts) };
}

/** What holds whichever account it is, else not known. */
function agreed(grants: Grant[]): Grant {
  const truths = grants.map(({ truth }) => truth);
  if (truths.every((truth) => truth === true)) return combine(grants.slice(0, 1), true);
  if (truths.every((truth) => truth === false)) return combine(grants, false);
  const reason = "whether the requester belongs to the account that owns it is not known";
  const grant = combine(grants.slice(0, 1), reason);
  return { ...grant, doubts: [{ by: null, reason }, ...grant.doubts] };
}
