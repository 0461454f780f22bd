import { expect, test } from "vitest";
import { lossesOf } from "./policy-loss.ts";
import { weakeningsOf } from "./policy-weakening.ts";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };
const APP = {
  Sid: "Users",
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::000000000000:role/App", "arn:aws:iam::000000000000:role/Gateway"] },
  Action: ["kms:Decrypt"],
  Resource: "*",
};
const DENY = { Sid: "No", Effect: "Deny", Principal: "*", Action: "kms:PutKeyPolicy", Resource: "*" };

const text = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const BEFORE = text(ROOT);
const MORE = text(ROOT, APP);
const S3_ONLY = {
  ...DENY,
  Sid: "OnlyThroughS3",
  Action: ["kms:Decrypt", "kms:Encrypt"],
  Condition: { StringNotEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
};
const buckets = (...names: string[]) => ({
  ...DENY,
  Sid: "OnlyTheseBuckets",
  Action: "kms:Decrypt",
  Condition: {
    StringNotLike: { "kms:EncryptionContext:aws:s3:arn": names.map((name) => `arn:aws:s3:::${name}/*`) },
  },
});
const to = (AWS: string, more: object = {}) => ({ ...APP, Sid: "More", Principal: { AWS }, ...more });
const OTHER = "arn:aws:iam::999999999999:role/Partner";
const NAMED = { StringEquals: { "aws:PrincipalTag/team": "${aws:username}" } };

test.for<[string, string, string, string[]]>([
  ["one more statement that allows", BEFORE, MORE, []],
  ["the same in another order", text(ROOT, APP), text({ ...APP, Action: "kms:Decrypt" }, ROOT), []],
  ["a user more", MORE, text(ROOT, { ...APP, Principal: { AWS: [...APP.Principal.AWS, "*"] } }), []],
  ["a statement less", MORE, BEFORE, ['Statement "Users" allows is changed or taken away for arn']],
  ["a user less", MORE, text(ROOT, { ...APP, Principal: { AWS: APP.Principal.AWS.slice(1) } }), ["role/App."]],
  ["a condition more", MORE, text(ROOT, { ...APP, Condition: { Bool: { "aws:SecureTransport": true } } }), ["Users"]],
  ["an action less", MORE, text(ROOT, { ...APP, Action: [] }), ["Users"]],
  ["one more that denies", BEFORE, text(ROOT, DENY), ['"No" denies']],
  ["an action more", MORE, text(ROOT, { ...APP, Action: ["kms:Decrypt", "kms:Encrypt"] }), []],
  ["a condition less", text(ROOT, { ...APP, Condition: NAMED }), MORE, []],
  ["a restriction to fewer buckets", text(ROOT, buckets("a", "b")), text(ROOT, buckets("a")), ["denies, and wins"]],
  ["one that denies less", text(ROOT, DENY), BEFORE, []],
])("%s takes away %3$j", ([, before, after, losses]) => {
  expect(lossesOf(before, after)).toEqual(losses.map((loss) => expect.stringContaining(loss)));
});

test.for<[string, string, string, string[]]>([
  ["one more statement that denies", text(ROOT), text(ROOT, DENY), []],
  ["a restriction to S3 less", text(ROOT, S3_ONLY), text(ROOT), ['"OnlyThroughS3" goes', "the service that it comes"]],
  ["a bucket more", text(ROOT, buckets("a")), text(ROOT, buckets("a", "b")), ['"OnlyTheseBuckets" goes, or refuses']],
  ["a bucket less", text(ROOT, buckets("a", "b")), text(ROOT, buckets("a")), []],
  ["a Deny of less", text(ROOT, S3_ONLY), text(ROOT, { ...S3_ONLY, Action: "kms:Decrypt" }), ['"OnlyThroughS3" goes']],
  [
    "a condition less, and an action more",
    text(ROOT, { ...APP, Condition: NAMED }),
    text(ROOT, { ...APP, Action: ["kms:Decrypt", "kms:DescribeKey"] }),
    ["under fewer or wider conditions", "under fewer or wider conditions"],
  ],
  [
    "a condition less, and wider actions",
    text(ROOT, { ...APP, Condition: NAMED }),
    text(ROOT, { ...APP, Action: "kms:*" }),
    ["under fewer or wider conditions", "under fewer or wider conditions"],
  ],
  [
    "an action more under the same condition",
    text(ROOT, { ...APP, Condition: NAMED }),
    text(ROOT, { ...APP, Action: ["kms:Decrypt", "kms:DescribeKey"], Condition: NAMED }),
    [],
  ],
  ["a Deny of more", text(ROOT, S3_ONLY), text(ROOT, { ...S3_ONLY, Action: "kms:*" }), []],
  [
    "a Deny with ? for *",
    text(ROOT, { ...DENY, Action: "kms:Get*" }),
    text(ROOT, { ...DENY, Action: "kms:Get?" }),
    ["goes"],
  ],
  ["a Deny to some", text(ROOT, DENY), text(ROOT, { ...DENY, Principal: { AWS: OTHER } }), ['"No" goes']],
  ["a Deny under a condition", text(ROOT, DENY), text(ROOT, { ...DENY, Condition: NAMED }), ['"No" goes']],
  ["a Deny without its condition", text(ROOT, S3_ONLY), text(ROOT, { ...S3_ONLY, Condition: {} }), []],
  ["a Deny of another name", text(ROOT, DENY), text(ROOT, { ...DENY, Sid: "Other", Principal: { AWS: ["*"] } }), []],
  ["everybody", text(ROOT), text(ROOT, to("*")), ['"More" lets in others']],
  [
    "everybody but one",
    text(ROOT),
    text(ROOT, { ...to("*"), Principal: undefined, NotPrincipal: { AWS: OTHER } }),
    ["lets in"],
  ],
  [
    "everybody of the account",
    text(ROOT),
    text(ROOT, to("*", { Condition: { StringEquals: { "kms:CallerAccount": "000000000000" } } })),
    [],
  ],
  ["another account's role", text(ROOT), text(ROOT, to(OTHER)), ["Partner"]],
  ["another account", text(ROOT), text(ROOT, to("999999999999")), ["999999999999"]],
  ["another account that may do more", text(ROOT, to(OTHER)), text(ROOT, to(OTHER, { Action: "kms:*" })), ["lets in"]],
  ["another account that may do less", text(ROOT, to(OTHER, { Action: "kms:*" })), text(ROOT, to(OTHER)), []],
  ["a role of the account", text(ROOT), text(ROOT, APP), []],
  ["a service", text(ROOT), text(ROOT, { ...APP, Principal: { Service: "logs.amazonaws.com" } }), []],
  [
    "an Allow without its condition",
    text(ROOT, { ...APP, Condition: NAMED }),
    text(ROOT, APP),
    ["fewer or wider conditions"],
  ],
  ["an Allow under a condition", text(ROOT, APP), text(ROOT, { ...APP, Condition: NAMED }), []],
  [
    "an older version",
    text(ROOT, { ...DENY, Condition: NAMED }),
    text(ROOT, { ...DENY, Condition: NAMED }).replace("2012-10-17", "2008-10-17"),
    ["From now on ${aws:username} is text"],
  ],
  ["an older version of no variables", text(ROOT), text(ROOT).replace("2012-10-17", "2008-10-17"), ["knows no policy"]],
  ["a newer version of no variables", text(ROOT).replace("2012-10-17", "2008-10-17"), text(ROOT), []],
])("%s protects less: %3$j", ([, before, after, weaker]) => {
  const found = weakeningsOf(before, after, "000000000000");
  expect(found).toHaveLength(Math.min(weaker.length, 1));
  for (const words of weaker) expect(found[0]).toContain(words);
});
