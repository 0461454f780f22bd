import { expect, test } from "vitest";
import { letsLogsIn, toLogStatement } from "./log-target.ts";

const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const OURS = toLogStatement("reports", "logs", "reports/", "111122223333");
const service = { Principal: { Service: "logging.s3.amazonaws.com" } };

test.for<[string, string | null, string]>([
  ["no policy", null, "broken"],
  ["the statement that this console shows", policy(OURS), "met"],
  [
    "one of several services and actions",
    policy({ ...OURS, Principal: { Service: ["a", "logging.s3.amazonaws.com"] }, Action: ["s3:Get*", "s3:*"] }),
    "met",
  ],
  ["everybody", policy({ Effect: "Allow", Principal: "*", Action: "s3:PutObject", Resource: "*" }), "met"],
  ["another service", policy({ ...OURS, Principal: { Service: "delivery.logs.amazonaws.com" } }), "broken"],
  ["another action", policy({ ...OURS, Action: "s3:GetObject" }), "broken"],
  ["a refusal alone", policy({ ...service, Effect: "Deny", Action: "s3:PutObject", Resource: "*" }), "broken"],
  ["a refusal besides", policy(OURS, { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }), "unknown"],
  ["no JSON", "nonsense", "unknown"],
  ["no statements", "[]", "unknown"],
])("a target with %s", ([, document, status]) => {
  expect(letsLogsIn(document).status).toBe(status);
});

test("the statement is for this source, this account and this prefix alone", () => {
  expect(OURS).toMatchObject({
    Resource: "arn:aws:s3:::logs/reports/*",
    Condition: {
      ArnLike: { "aws:SourceArn": "arn:aws:s3:::reports" },
      StringEquals: { "aws:SourceAccount": "111122223333" },
    },
  });
});
