import { expect, test } from "vitest";
import { means } from "./principal.ts";
import type { Requester } from "./request.ts";
import { ALICE, APP, marked, OURS, statementOf, THEIRS } from "./testing.ts";

const ROOT: Requester = { type: "root", account: OURS };
const ROLE: Requester = { type: "role", account: OURS, arn: `arn:aws:iam::${OURS}:role/path/App` };
const PATHLESS: Requester = {
  type: "session",
  account: OURS,
  arn: `arn:aws:sts::${OURS}:assumed-role/App/x`,
  roleArn: null,
};
const FEDERATED: Requester = {
  type: "federated-user",
  account: OURS,
  arn: `arn:aws:sts::${OURS}:federated-user/Alice`,
};
const LOGGING: Requester = { type: "service", name: "logging.s3.amazonaws.com" };
const NOBODY: Requester = { type: "anonymous" };
const SOMEBODY: Requester = { type: "somebody", account: null };
const ONE_OF_US: Requester = { type: "somebody", account: OURS };

const USER_ARN = `arn:aws:iam::${OURS}:user/Alice`;
const ROLE_ARN = `arn:aws:iam::${OURS}:role/App`;
const SESSION_ARN = `arn:aws:sts::${OURS}:assumed-role/App/deploy`;
const ROOT_ARN = `arn:aws:iam::${OURS}:root`;
const THEIR_ROOT_ARN = `arn:aws:iam::${THEIRS}:root`;

/** A rule of the page that the table names, the element as it is written, who asks, whether the statement means them. */
type Case = [rule: string, element: object | string, requester: Requester, means: boolean | "?"];

function meantBy(name: "Principal" | "NotPrincipal", [, element, requester]: Case): boolean | "?" | null {
  const statement = { Effect: "Deny", [name]: element, Action: "*", Resource: "*" };
  const { principals } = statementOf("bucket", statement);
  return principals === null ? null : marked(means(principals, requester));
}

test.for<Case>([
  ["* is everybody", "*", ALICE, true],
  ["* is everybody", "*", APP, true],
  ["* is everybody", "*", ROOT, true],
  ["* is also anonymous", "*", NOBODY, true],
  ["* is also a service", "*", LOGGING, true],
  ["* is whoever it may be", "*", SOMEBODY, true],
  ["AWS * is the same", { AWS: "*" }, NOBODY, true],
  ["AWS * is the same", { AWS: ["*"] }, SOMEBODY, true],
  ["an account’s number is everybody in it", { AWS: OURS }, ALICE, true],
  ["an account’s root is everybody in it", { AWS: ROOT_ARN }, ALICE, true],
  ["an account’s root is everybody in it", { AWS: ROOT_ARN }, APP, true],
  ["an account’s root is everybody in it", { AWS: ROOT_ARN }, ROLE, true],
  ["an account’s root is everybody in it", { AWS: ROOT_ARN }, FEDERATED, true],
  ["an account’s root is everybody in it", { AWS: ROOT_ARN }, ROOT, true],
  ["an account’s root is everybody in it", { AWS: ROOT_ARN }, ONE_OF_US, "?"],
  ["another account is nobody in it", { AWS: THEIR_ROOT_ARN }, ALICE, false],
  ["another account is nobody in it", { AWS: THEIRS }, ONE_OF_US, false],
  ["an account is no service", { AWS: ROOT_ARN }, LOGGING, false],
  ["an account is not anonymous", { AWS: ROOT_ARN }, NOBODY, false],
  ["who is not foreseen may be of it", { AWS: ROOT_ARN }, SOMEBODY, "?"],
  ["several are one or the other", { AWS: [THEIRS, OURS] }, ALICE, true],
  ["several kinds are one or the other", { AWS: THEIRS, Service: "logging.s3.amazonaws.com" }, LOGGING, true],
  ["a user is that user", { AWS: USER_ARN }, ALICE, true],
  ["a user’s name heeds case", { AWS: `arn:aws:iam::${OURS}:user/alice` }, ALICE, false],
  ["a user is no other", { AWS: `arn:aws:iam::${OURS}:user/Bob` }, ALICE, false],
  ["a user is not the root", { AWS: USER_ARN }, ROOT, false],
  ["a user is no session of a role", { AWS: USER_ARN }, APP, false],
  ["a wildcard matches no part of a name", { AWS: `arn:aws:iam::${OURS}:user/*` }, ALICE, false],
  ["a role is its sessions", { AWS: ROLE_ARN }, APP, true],
  ["a role is no other’s session", { AWS: `arn:aws:iam::${OURS}:role/Ops` }, APP, false],
  ["a role is that role", { AWS: `arn:aws:iam::${OURS}:role/path/App` }, ROLE, true],
  [
    "a role’s name is enough where its path is not known",
    { AWS: `arn:aws:iam::${OURS}:role/path/App` },
    PATHLESS,
    true,
  ],
  ["a role’s name is enough where its path is not known", { AWS: ROLE_ARN }, PATHLESS, true],
  ["a role of another name", { AWS: `arn:aws:iam::${OURS}:role/App/Ops` }, PATHLESS, false],
  ["a role of that name in another account", { AWS: `arn:aws:iam::${THEIRS}:role/App` }, PATHLESS, false],
  ["a session is that session", { AWS: SESSION_ARN }, APP, true],
  ["a session is no other", { AWS: `arn:aws:sts::${OURS}:assumed-role/App/other` }, APP, false],
  ["a session may be that of the role", { AWS: SESSION_ARN }, ROLE, "?"],
  ["a session is not that of another role", { AWS: `arn:aws:sts::${OURS}:assumed-role/Ops/x` }, ROLE, false],
  ["a federated user is that one", { AWS: `arn:aws:sts::${OURS}:federated-user/Alice` }, FEDERATED, true],
  ["a user may have made the federated session", { AWS: USER_ARN }, FEDERATED, "?"],
  ["a user of another account made no session here", { AWS: `arn:aws:iam::${THEIRS}:user/Alice` }, FEDERATED, false],
  ["a session of another account’s role", { AWS: `arn:aws:sts::${THEIRS}:assumed-role/App/x` }, ROLE, false],
  ["a service is that service", { Service: "logging.s3.amazonaws.com" }, LOGGING, true],
  ["a service is no other", { Service: "cloudtrail.amazonaws.com" }, LOGGING, false],
  ["a service is no user", { Service: "logging.s3.amazonaws.com" }, ALICE, false],
  ["who is not foreseen may be a service", { Service: "logging.s3.amazonaws.com" }, SOMEBODY, "?"],
  ["somebody of an account is no service", { Service: "logging.s3.amazonaws.com" }, ONE_OF_US, false],
  ["whether a wildcard is every service is not documented", { Service: "*" }, LOGGING, "?"],
  ["a wildcard matches no part of a service’s name", { Service: "*.amazonaws.com" }, LOGGING, false],
  ["a wildcard is no service’s name for a user", { Service: "*" }, ALICE, false],
  ["a web identity may be behind a session", { Federated: "accounts.google.com" }, APP, "?"],
  ["a web identity is behind no user", { Federated: "accounts.google.com" }, ALICE, false],
  ["a canonical user id is an account", { CanonicalUser: "79a59df900b949e5" }, ALICE, "?"],
  ["a canonical user id is no service", { CanonicalUser: "79a59df900b949e5" }, LOGGING, false],
  ["the id of a deleted principal is nobody", { AWS: "AIDACKCEVSQ6C2EXAMPLE" }, ALICE, false],
  ["the id of a deleted principal is nobody", { AWS: "AROADBQP57FF2AEXAMPLE" }, SOMEBODY, false],
  [
    "CloudFront’s identity is nobody of an account",
    { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1" },
    ALICE,
    false,
  ],
  ["what is no principal is not known", { AWS: "somebody" }, ALICE, "?"],
  ["nobody is listed", { AWS: [] }, ALICE, false],
])("elements_principal: %s (%j)", (one) => {
  expect(meantBy("Principal", one)).toBe(one[3]);
});

test.for<Case>([
  ["it means everybody else", { AWS: [USER_ARN, ROOT_ARN] }, APP, true],
  ["it means everybody else", { AWS: [`arn:aws:iam::${OURS}:user/Bob`, ROOT_ARN] }, ALICE, true],
  ["it means the anonymous", { AWS: [USER_ARN, ROOT_ARN] }, NOBODY, true],
  ["it means services", { AWS: [USER_ARN, ROOT_ARN] }, LOGGING, true],
  ["it means other accounts", { AWS: [USER_ARN, ROOT_ARN] }, { type: "root", account: THEIRS }, true],
  ["a user is left out with its account", { AWS: [USER_ARN, ROOT_ARN] }, ALICE, false],
  ["a user is left out with its account’s number", { AWS: [USER_ARN, OURS] }, ALICE, false],
  ["a user without its account might be refused", { AWS: USER_ARN }, ALICE, "?"],
  ["the account alone leaves out its root user", { AWS: ROOT_ARN }, ROOT, false],
  ["a user does not leave out the root", { AWS: USER_ARN }, ROOT, true],
  ["a session is left out with role and account", { AWS: [SESSION_ARN, ROLE_ARN, ROOT_ARN] }, APP, false],
  ["a session without its role might be refused", { AWS: [SESSION_ARN, ROOT_ARN] }, APP, "?"],
  ["a session without its account might be refused", { AWS: [SESSION_ARN, ROLE_ARN] }, APP, "?"],
  ["a role and its account, for some session", { AWS: [ROLE_ARN, ROOT_ARN] }, APP, "?"],
  [
    "another session of the role might be refused",
    { AWS: [`arn:aws:sts::${OURS}:assumed-role/App/x`, ROOT_ARN] },
    APP,
    true,
  ],
  ["a role whose session is left out", { AWS: [SESSION_ARN, ROOT_ARN] }, ROLE, "?"],
  ["a role that is not named", { AWS: [USER_ARN, ROOT_ARN] }, ROLE, true],
  [
    "a session whose role’s path is not known",
    { AWS: [`arn:aws:sts::${OURS}:assumed-role/App/x`, ROLE_ARN, ROOT_ARN] },
    PATHLESS,
    "?",
  ],
  ["a service is left out", { Service: "logging.s3.amazonaws.com" }, LOGGING, false],
  ["a service is left out, no other", { Service: "cloudtrail.amazonaws.com" }, LOGGING, true],
  ["who is not foreseen may be left out", { AWS: USER_ARN }, SOMEBODY, "?"],
  ["everybody is left out", "*", ALICE, false],
  ["everybody is left out", { AWS: "*" }, NOBODY, false],
  ["an empty list is not documented", { AWS: [] }, ALICE, "?"],
])("elements_notprincipal: %s (%j)", (one) => {
  expect(meantBy("NotPrincipal", one)).toBe(one[3]);
});

test("an account’s root is directly only its root user", () => {
  const { principals } = statementOf("key", { Effect: "Allow", Principal: { AWS: ROOT_ARN } });
  const direct = (requester: Requester) => principals !== null && means(principals, requester, true);
  expect([direct(ROOT), direct(ALICE), direct(APP)]).toEqual([true, false, false]);
});
