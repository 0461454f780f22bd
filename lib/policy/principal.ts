import type { Principal, Statement } from "./document.ts";
import type { Requester } from "./request.ts";
import { any, not, type Truth } from "./truth.ts";

type Principals = NonNullable<Statement["principals"]>;

/** The parts of an IAM or STS ARN that names a principal. */
const ARN = /^arn:[a-z-]+:(?:iam|sts)::([^:]*):([a-z-]+)(?:\/(.+))?$/;

/** The id that stands for a principal which is deleted. Source: IAM User Guide, reference_identifiers. */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z\d]{12,}$/;

/**
 * Whether a statement means the requester. An account's root means everybody in it. Where `direct` is wanted, it means
 * only the root user: the account may let the others in by their own policies, which is no permission yet.
 * Source: IAM User Guide, reference_policies_elements_principal and …_notprincipal.
 */
export function means({ listed, except }: Principals, requester: Requester, direct = false): Truth {
  if (!except) return any(listed.map((principal) => isMeant(principal, requester, direct)));
  const unknown = `only for those other than ${listed.map(({ value }) => value).join(", ")}`;
  return listed.length === 0 ? unknown : not(isExcepted(listed, requester, unknown));
}

function isMeant({ kind, value }: Principal, requester: Requester, direct: boolean): Truth {
  const unknown = `only for ${value}`;
  switch (kind) {
    case "AWS":
      return isMeantByArn(value, requester, direct, unknown);
    case "Service":
      // A wildcard matches no part of a name; whether it stands for every service is not documented.
      if (requester.type === "service" && value === "*") return unknown;
      if (requester.type === "somebody") return requester.account === null ? unknown : false;
      return requester.type === "service" && requester.name === value;
    case "Federated":
      return ["role", "session", "somebody"].includes(requester.type) ? unknown : false;
    case "CanonicalUser":
      return requester.type === "service" || requester.type === "anonymous" ? false : unknown;
  }
}

function isMeantByArn(value: string, requester: Requester, direct: boolean, unknown: string): Truth {
  if (value === "*") return true;
  const account = accountOf(value);
  const [, home, type, name = ""] = ARN.exec(value) ?? [];
  if (account === null && UNIQUE_ID.test(value)) return false;
  if (account === null && type === undefined) return unknown;
  if (requester.type === "service" || requester.type === "anonymous") return false;
  if (requester.type === "somebody") return ofSomebody(requester.account, account ?? home, unknown);
  if (account !== null) return requester.account === account && (!direct || requester.type === "root");
  if (requester.account !== home) return false;
  switch (requester.type) {
    case "root":
      return false;
    case "user":
      return requester.arn === value;
    case "federated-user":
      // Which user the session was made by, its ARN does not say.
      return requester.arn === value || (type === "user" && unknown);
    case "session":
      if (requester.roleArn === null && type === "role") return name.split("/").at(-1) === roleNameOf(requester.arn);
      return requester.arn === value || requester.roleArn === value;
    case "role":
      return requester.arn === value || (type === "assumed-role" && isSessionOf(name, requester.arn) && unknown);
  }
}

/** A role's name is unique in its account, whatever its path. Source: IAM User Guide, reference_iam-quotas. */
function roleNameOf(sessionArn: string): string | undefined {
  return sessionArn.split("/")[1];
}

function ofSomebody(account: string | null, named: string | undefined, unknown: string): Truth {
  return account === null || account === named ? unknown : false;
}

/** "role/session" of a session's ARN, and the ARN of a role, whose path the session leaves out. */
function isSessionOf(session: string, roleArn: string): boolean {
  return session.split("/")[0] === roleArn.split("/").at(-1);
}

/** The account that a principal stands for: "123456789012" or its root. */
function accountOf(value: string): string | null {
  return /^(?:\d{12}$|arn:[a-z-]+:iam::\d{12}:root$)/.exec(value)?.[0].match(/\d{12}/)?.[0] ?? null;
}

/**
 * Whether NotPrincipal leaves the requester out. To be sure, it must name the account too, and for a session the role:
 * else AWS "might" refuse. Naming the account alone leaves out its root user only.
 */
function isExcepted(listed: readonly Principal[], requester: Requester, unknown: string): Truth {
  if (listed.some(({ kind, value }) => kind === "AWS" && value === "*") || isNamedInFull(listed, requester))
    return true;
  return listed.some((principal) => isMeant(principal, requester, true) !== false) ? unknown : false;
}

function isNamedInFull(listed: readonly Principal[], requester: Requester): boolean {
  const names = (wanted: string) => listed.some(({ kind, value }) => kind === "AWS" && value === wanted);
  const namesSession = ({ arn, roleArn }: Extract<Requester, { type: "session" }>) =>
    names(arn) && roleArn !== null && names(roleArn);
  const namesAccount = (account: string) =>
    listed.some(({ kind, value }) => kind === "AWS" && accountOf(value) === account);
  switch (requester.type) {
    case "root":
      return namesAccount(requester.account);
    case "user":
    case "federated-user":
      return names(requester.arn) && namesAccount(requester.account);
    case "session":
      return namesSession(requester) && namesAccount(requester.account);
    case "service":
      return listed.some(({ kind, value }) => kind === "Service" && value === requester.name);
    case "role":
    case "anonymous":
    case "somebody":
      return false;
  }
}
