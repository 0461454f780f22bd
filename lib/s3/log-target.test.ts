import { expect, test } from "vitest";
import type { AclGrant } from "./acl.ts";
import { letsLogsIn, type LogRoute, toLogStatement } from "./log-target.ts";

const ROUTE: LogRoute = {
  source: "reports",
  target: "logs",
  prefix: "reports/",
  region: "eu-central-1",
  accountId: "111122223333",
};
const OURS = toLogStatement(ROUTE);
const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const service = { Principal: { Service: "logging.s3.amazonaws.com" } };
const everybody = { Principal: "*", Resource: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"] };
const put = { ...everybody, Effect: "Deny", Action: "s3:PutObject" };

test.for<[string, string | null, string]>([
  ["no policy", null, "broken"],
  ["the statement that this console shows", policy(OURS), "met"],
  [
    "one of several services and actions",
    policy({
      ...OURS,
      Principal: { Service: ["a.amazonaws.com", "logging.s3.amazonaws.com"] },
      Action: ["s3:Get*", "s3:*"],
    }),
    "met",
  ],
  ["everybody let in", policy({ ...everybody, Effect: "Allow", Action: "s3:PutObject" }), "met"],
  ["another service", policy({ ...OURS, Principal: { Service: "delivery.logs.amazonaws.com" } }), "broken"],
  ["another action", policy({ ...OURS, Action: "s3:GetObject" }), "broken"],
  ["another prefix", policy({ ...OURS, Resource: "arn:aws:s3:::logs/only-here/*" }), "broken"],
  ["a part of the prefix", policy({ ...OURS, Resource: "arn:aws:s3:::logs/reports/2026*" }), "unknown"],
  ["another source", policy({ ...OURS, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::other" } } }), "broken"],
  [
    "another account",
    policy({ ...OURS, Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } } }),
    "broken",
  ],
  ["a refusal alone", policy({ ...put, ...service }), "broken"],
  ["a refusal of everybody besides", policy(OURS, { ...put, Principal: { AWS: "*" }, Action: "s3:*" }), "broken"],
  ["a refusal of all but reading", policy(OURS, { ...everybody, Effect: "Deny", NotAction: "s3:GetObject" }), "broken"],
  ["a refusal elsewhere", policy(OURS, { ...put, Resource: "arn:aws:s3:::logs/other/*" }), "met"],
  [
    "a refusal of uploads without a header",
    policy(OURS, { ...put, Condition: { Null: { "s3:x-amz-server-side-encryption": "true" } } }),
    "unknown",
  ],
  [
    "a refusal of plain HTTP to all but AWS itself",
    policy(OURS, {
      ...put,
      Condition: { Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" } },
    }),
    "met",
  ],
  ["no JSON", "nonsense", "unknown"],
  ["no statements", "[]", "unknown"],
])("a target with %s", ([, document, status]) => {
  expect(letsLogsIn(document, null, ROUTE).status).toBe(status);
});

const LOGS: AclGrant = {
  grantee: "http://acs.amazonaws.com/groups/s3/LogDelivery",
  inWords: "S3’s log delivery",
  permission: "WRITE",
};

test.for<[string, AclGrant[] | string | null, string]>([
  ["lets log delivery write", [LOGS, { ...LOGS, permission: "READ_ACP" }], "met"],
  ["lets log delivery do everything", [{ ...LOGS, permission: "FULL_CONTROL" }], "met"],
  ["lets it write and not read the ACL", [LOGS], "broken"],
  ["lets it read alone", [{ ...LOGS, permission: "READ_ACP" }], "broken"],
  ["is not known", "needs s3:GetBucketAcl", "unknown"],
  ["has no effect", null, "broken"],
])("a target without a policy whose ACL %s", ([, grants, status]) => {
  expect(letsLogsIn(null, grants, ROUTE).status).toBe(status);
  expect(letsLogsIn(policy(put), grants, ROUTE).status).toBe("broken");
});

test("what the target's ACL allows is not known where a statement may refuse it", () => {
  const grants = [{ ...LOGS, permission: "FULL_CONTROL" }];
  const demand = { ...put, Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "AES256" } } };
  expect(letsLogsIn(policy(demand), grants, ROUTE).status).toBe("unknown");
  const other = { ...put, Resource: "arn:aws:s3:::logs/elsewhere/*" };
  expect(letsLogsIn(policy(other), grants, ROUTE).status).toBe("met");
});

test("a refusal is told from a statement that is lacking, and named", () => {
  expect(letsLogsIn(null, null, ROUTE).id).toBe("policy");
  expect(letsLogsIn(policy(OURS, { ...put, Sid: "Shut" }), null, ROUTE)).toMatchObject({
    id: "deny",
    reason: "Shut of the target’s policy refuses it.",
  });
});

test("the statement is for this source, this account and this prefix alone, in the Region’s partition", () => {
  expect(OURS).toMatchObject({
    Resource: "arn:aws:s3:::logs/reports/*",
    Condition: {
      ArnLike: { "aws:SourceArn": "arn:aws:s3:::reports" },
      StringEquals: { "aws:SourceAccount": "111122223333" },
    },
  });
  expect(toLogStatement({ ...ROUTE, region: "us-gov-west-1" })).toMatchObject({
    Resource: "arn:aws-us-gov:s3:::logs/reports/*",
    Condition: { ArnLike: { "aws:SourceArn": "arn:aws-us-gov:s3:::reports" } },
  });
});
