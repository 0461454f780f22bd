import { expect, test } from "vitest";
import { holds } from "./condition.ts";
import type { ContextValue, PolicyRequest } from "./request.ts";
import { marked } from "./testing.ts";
import { ANY } from "./text.ts";

/** A rule of the page that the table names; operator, the policy's values, the request's value, whether it holds. */
type Case = [
  rule: string,
  operator: string,
  wanted: string | string[],
  value: ContextValue | undefined,
  holds: boolean | "?",
];

function check([, operator, wanted, value, expected]: Case): void {
  const condition = { operator, key: "aws:Some/Key", values: [wanted].flat() };
  const context: PolicyRequest["context"] = value === undefined ? {} : { "aws:some/key": value };
  expect(marked(holds(condition, "2012-10-17", context))).toBe(expected);
}

const EXAMPLE = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";

test.for<Case>([
  ["StringEquals is exact", "StringEquals", "aws:kms", "aws:kms", true],
  ["StringEquals is exact", "StringEquals", "aws:kms", "aws:kms:dsse", false],
  ["StringEquals heeds case", "StringEquals", "AES256", "aes256", false],
  ["StringEquals takes wildcards literally", "StringEquals", "aws:*", "aws:kms", false],
  ["StringEquals takes wildcards literally", "StringEquals", "aws:*", "aws:*", true],
  ["StringEquals compares an empty text", "StringEquals", "", "", true],
  ["StringNotEquals is the opposite", "StringNotEquals", "aws:kms", "aws:kms", false],
  ["StringNotEquals is the opposite", "StringNotEquals", "aws:kms", "AES256", true],
  ["StringEqualsIgnoreCase ignores case", "StringEqualsIgnoreCase", "aes256", "AES256", true],
  ["StringEqualsIgnoreCase is exact otherwise", "StringEqualsIgnoreCase", "aes", "AES256", false],
  ["StringNotEqualsIgnoreCase is the opposite", "StringNotEqualsIgnoreCase", "aes256", "AES256", false],
  ["StringNotEqualsIgnoreCase is the opposite", "StringNotEqualsIgnoreCase", "aes256", "aws:kms", true],
  ["StringLike: * is any text", "StringLike", "aws:kms*", "aws:kms:dsse", true],
  ["StringLike: * is also no text", "StringLike", "aws:kms*", "aws:kms", true],
  ["StringLike: ? is one character", "StringLike", "AES???", "AES256", true],
  ["StringLike: ? is not none", "StringLike", "AES256?", "AES256", false],
  ["StringLike: wildcards stand anywhere", "StringLike", "*:k?s:*", "aws:kms:dsse", true],
  ["StringLike needs them for a part", "StringLike", "aws", "aws:kms", false],
  ["StringLike heeds case", "StringLike", "AWS:*", "aws:kms", false],
  ["StringLike passes over colons and slashes", "StringLike", "arn:aws:iam::*:role/*", "arn:aws:iam::1:role/a/b", true],
  ["StringNotLike is the opposite", "StringNotLike", "aws:*", "aws:kms", false],
  ["StringNotLike is the opposite", "StringNotLike", "aws:*", "AES256", true],
])("condition_operators, String: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["equal", "NumericEquals", "10", "10", true],
  ["equal by value", "NumericEquals", "10", "10.0", true],
  ["not equal", "NumericEquals", "10", "11", false],
  ["negated", "NumericNotEquals", "10", "10", false],
  ["negated", "NumericNotEquals", "10", "11", true],
  ["less", "NumericLessThan", "1.2", "1.1", true],
  ["less is not equal", "NumericLessThan", "1.2", "1.2", false],
  ["numbers are no texts", "NumericLessThan", "10", "9", true],
  ["at most", "NumericLessThanEquals", "10", "10", true],
  ["at most", "NumericLessThanEquals", "10", "10.5", false],
  ["more", "NumericGreaterThan", "10", "11", true],
  ["more is not equal", "NumericGreaterThan", "10", "10", false],
  ["at least", "NumericGreaterThanEquals", "10", "10", true],
  ["at least", "NumericGreaterThanEquals", "10", "9", false],
  ["below zero", "NumericLessThan", "0", "-1", true],
  ["zeros that lead are no digits", "NumericEquals", "0000000000000000000010", "10", true],
  ["too long a number is not compared", "NumericEquals", "9007199254740993", "9007199254740992", "?"],
  ["too long a number is not compared", "NumericLessThan", "10", "0.30000000000000004", "?"],
  ["what is no number is not compared", "NumericLessThan", "ten", "9", "?"],
  ["what is no number is not compared", "NumericLessThan", "10", "nine", "?"],
])("condition_operators, Numeric: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["equal", "DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", true],
  ["equal in another zone", "DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", true],
  ["equal in epoch time", "DateEquals", "2026-01-01T00:00:00Z", "1767225600", true],
  ["negated", "DateNotEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", false],
  ["before", "DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", true],
  ["before is not at", "DateLessThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", false],
  ["at or before", "DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", true],
  ["after", "DateGreaterThan", "2020-01-01T00:00:01Z", "2026-11-24T19:00:00Z", true],
  ["after is not before", "DateGreaterThan", "2027-01-01T00:00:00Z", "2026-11-24T19:00:00Z", false],
  ["at or after", "DateGreaterThanEquals", "2026-01-01", "2026-01-01T00:00:00Z", true],
  ["without seconds", "DateLessThan", "2026-01-01T00:00Z", "2025-12-31T23:59:59.5Z", true],
  ["a leap day", "DateEquals", "2028-02-29", "2028-02-29T00:00:00Z", true],
  ["another zone’s day", "DateEquals", "2026-03-01T01:00:00+02:00", "2026-02-28T23:00:00Z", true],
  ["a day that is none is not compared", "DateLessThan", "2027-02-31T00:00:00Z", "2020-01-01", "?"],
  ["a day that is none is not compared", "DateGreaterThan", "2026-02-29", "2020-01-01", "?"],
  ["a month that is none is not compared", "DateLessThan", "2027-13", "2020-01-01", "?"],
  ["an hour that is none is not compared", "DateLessThan", "2027-01-01T24:00:00Z", "2020-01-01", "?"],
  ["seconds beyond every date are not compared", "DateLessThan", "99999999999999999999", "2020-01-01", "?"],
  ["wildcards are not permitted", "DateEquals", "2026-*", "2026-01-01", "?"],
  ["a year alone could be seconds", "DateEquals", "2026", "2026-01-01", "?"],
])("condition_operators, Date: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["true is true", "Bool", "true", "true", true],
  ["false is false", "Bool", "false", "false", true],
  ["true is not false", "Bool", "false", "true", false],
  ["what is neither is not compared", "Bool", "yes", "true", "?"],
])("condition_operators, Boolean: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["the same bytes", "BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", true],
  ["other bytes", "BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QUFBQQ==", false],
  ["what is not base64 is not compared", "BinaryEquals", "QQ", "QQ==", "?"],
])("condition_operators, Binary: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["in the range", "IpAddress", "203.0.113.0/24", "203.0.113.255", true],
  ["outside of it", "IpAddress", "203.0.113.0/24", "203.0.114.0", false],
  ["without a prefix it is /32", "IpAddress", "203.0.113.7", "203.0.113.7", true],
  ["without a prefix it is /32", "IpAddress", "203.0.113.7", "203.0.113.8", false],
  ["/0 is everything", "IpAddress", "0.0.0.0/0", "203.0.113.8", true],
  ["a base with host bits", "IpAddress", "203.0.113.9/24", "203.0.113.200", true],
  ["IPv6 in the range", "IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", true],
  ["IPv6 outside of it", "IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false],
  [":: is a range of zeros", "IpAddress", "2001:db8::1", "2001:db8:0:0:0:0:0:1", true],
  ["both kinds mixed", "IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "2001:db8:1234:5678::1", true],
  ["IPv4 is in no range of IPv6", "IpAddress", "::/0", "203.0.113.1", false],
  ["negated", "NotIpAddress", "203.0.113.0/24", "203.0.113.1", false],
  ["negated", "NotIpAddress", "203.0.113.0/24", "198.51.100.1", true],
  ["what is no address is not compared", "IpAddress", "203.0.113.0/33", "203.0.113.1", "?"],
  ["an octet that could be octal is not compared", "IpAddress", "010.0.0.1/32", "10.0.0.1", "?"],
  ["an octet that could be octal is not compared", "NotIpAddress", "10.0.0.08", "10.0.0.8", "?"],
  ["a prefix with a zero that leads is not compared", "IpAddress", "10.0.0.0/08", "10.0.0.1", "?"],
  ["a zero is an octet", "IpAddress", "10.0.0.0/8", "10.0.0.0", true],
  ["what is no address is not compared", "IpAddress", "203.0.113.256", "203.0.113.1", "?"],
  ["what is no address is not compared", "IpAddress", "1::2::3", "1::2", "?"],
])("condition_operators, IP address: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["ArnEquals and ArnLike are the same", "ArnEquals", "arn:aws:iam::*:role/ops", "arn:aws:iam::1:role/ops", true],
  ["ArnEquals and ArnLike are the same", "ArnLike", "arn:aws:iam::*:role/ops", "arn:aws:iam::1:role/ops", true],
  ["an ARN is matched with case", "ArnLike", "arn:aws:iam::1:role/Ops", "arn:aws:iam::1:role/ops", false],
  ["? is one character", "ArnLike", "arn:aws:iam::?:role/ops", "arn:aws:iam::1:role/ops", true],
  ["sections are checked separately", "ArnLike", "arn:aws:someservice:*:111122223333:finance/*", EXAMPLE, false],
  ["where texts are not", "StringLike", "arn:aws:someservice:*:111122223333:finance/*", EXAMPLE, true],
  ["the last section may hold colons", "ArnLike", "arn:aws:someservice:*:*:store/*:finance/*", EXAMPLE, true],
  ["ArnNotEquals is the opposite", "ArnNotEquals", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/ops", false],
  ["ArnNotLike is the opposite", "ArnNotLike", "arn:aws:iam::1:role/*", "arn:aws:iam::2:role/ops", true],
  ["a pattern without six sections is not compared", "ArnLike", "*/ops", "arn:aws:iam::1:role/ops", "?"],
  ["what is no ARN is not compared", "ArnNotLike", "arn:aws:iam::1:role/*", "ops", "?"],
])("condition_operators, ARN: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["an absent key matches nothing", "StringEquals", "a", null, false],
  ["an absent key matches nothing", "StringLike", "*", null, false],
  ["an absent key matches nothing", "NumericLessThan", "10", null, false],
  ["an absent key matches nothing", "DateLessThan", "2026-01-01", null, false],
  ["an absent key matches nothing", "Bool", "false", null, false],
  ["an absent key matches nothing", "BinaryEquals", "QQ==", null, false],
  ["an absent key matches nothing", "IpAddress", "0.0.0.0/0", null, false],
  ["an absent key matches nothing", "ArnLike", "arn:aws:iam::1:role/*", null, false],
  ["an absent key is not matched by the negated", "StringNotEquals", "a", null, true],
  ["an absent key is not matched by the negated", "StringNotEqualsIgnoreCase", "a", null, true],
  ["an absent key is not matched by the negated", "StringNotLike", "*", null, true],
  ["an absent key is not matched by the negated", "NumericNotEquals", "1", null, true],
  ["an absent key is not matched by the negated", "DateNotEquals", "2026-01-01", null, true],
  ["an absent key is not matched by the negated", "NotIpAddress", "0.0.0.0/0", null, true],
  ["an absent key is not matched by the negated", "ArnNotEquals", "arn:aws:iam::1:role/a", null, true],
  ["an absent key is not matched by the negated", "ArnNotLike", "arn:aws:iam::1:role/*", null, true],
  ["IfExists is true for an absent key", "StringEqualsIfExists", "a", null, true],
  ["IfExists is true for an absent key", "BoolIfExists", "true", null, true],
  ["IfExists is true for an absent key", "NumericLessThanIfExists", "1", null, true],
  ["IfExists is true for an absent key, negated too", "StringNotEqualsIfExists", "a", null, true],
  ["IfExists compares a key that is there", "StringEqualsIfExists", "a", "b", false],
  ["IfExists compares a key that is there", "StringNotEqualsIfExists", "a", "a", false],
  ["IfExists compares a key that is there", "ArnLikeIfExists", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/a", true],
  ["Null true: the key is absent", "Null", "true", null, true],
  ["Null true: the key is absent", "Null", "true", "x", false],
  ["Null false: the key is there", "Null", "false", "x", true],
  ["Null false: the key is there", "Null", "false", null, false],
  ["Null takes no IfExists", "NullIfExists", "true", null, "?"],
])("condition_operators, absent keys: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["several values: one is enough", "StringEquals", ["a", "b"], "b", true],
  ["several values: one is enough", "StringLike", ["x*", "*y"], "zy", true],
  ["several values: one is enough", "NumericEquals", ["1", "2"], "2", true],
  ["several values: none fits", "StringEquals", ["a", "b"], "c", false],
  ["negated: none may fit", "StringNotEquals", ["a", "b"], "b", false],
  ["negated: none may fit", "StringNotEquals", ["a", "b"], "c", true],
  ["negated: none may fit", "NotIpAddress", ["10.0.0.0/8", "192.168.0.0/16"], "192.168.1.1", false],
  [
    "negated: none may fit",
    "ArnNotLike",
    ["arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b"],
    "arn:aws:iam::1:role/b",
    false,
  ],
])("condition-logic-multiple-context-keys-or-values: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["ForAllValues: every value fits one", "ForAllValues:StringEquals", ["a", "b", "c"], ["a", "b"], true],
  ["ForAllValues: one that fits none", "ForAllValues:StringEquals", ["a", "b"], ["a", "x"], false],
  ["ForAllValues: no key is true", "ForAllValues:StringEquals", ["a"], null, true],
  ["ForAllValues: no value is true", "ForAllValues:StringEquals", ["a"], [], true],
  ["ForAllValues: an empty text is no value", "ForAllValues:StringEquals", ["a"], "", true],
  ["ForAllValues with wildcards", "ForAllValues:StringLike", ["key1*", "key2*"], ["key1a", "key2"], true],
  ["ForAllValues with wildcards", "ForAllValues:StringLike", ["key1*"], ["key1a", "key2"], false],
  ["ForAllValues of one value", "ForAllValues:StringEquals", ["a"], "a", true],
  ["ForAllValues negated: no value fits any", "ForAllValues:StringNotEquals", ["a", "b"], ["x", "y"], true],
  ["ForAllValues negated: one fits", "ForAllValues:StringNotEquals", ["a", "b"], ["x", "b"], false],
  ["ForAllValues negated: no key is true", "ForAllValues:StringNotEquals", ["a"], null, true],
  ["ForAllValues with IfExists: no key is true", "ForAllValues:StringEqualsIfExists", ["a"], null, true],
  ["ForAnyValue: one is enough", "ForAnyValue:StringEquals", ["a", "b"], ["x", "b"], true],
  ["ForAnyValue: none fits", "ForAnyValue:StringEquals", ["a", "b"], ["x", "y"], false],
  ["ForAnyValue: no key is false", "ForAnyValue:StringEquals", ["a"], null, false],
  ["ForAnyValue: no value is false", "ForAnyValue:StringEquals", ["a"], [], false],
  ["ForAnyValue: an empty text is no value", "ForAnyValue:StringEquals", ["a"], "", false],
  ["ForAnyValue of one value", "ForAnyValue:StringLike", ["a*"], "ab", true],
  ["ForAnyValue negated: one that fits none", "ForAnyValue:StringNotEquals", ["a", "b"], ["a", "x"], true],
  ["ForAnyValue negated: all fit", "ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], false],
  ["ForAnyValue negated: no key is false", "ForAnyValue:StringNotEquals", ["a"], null, false],
  ["ForAnyValue with IfExists and no key is not documented", "ForAnyValue:StringEqualsIfExists", ["a"], null, "?"],
  ["several values without a set operator are not documented", "StringEquals", ["a"], ["a", "b"], "?"],
  ["several values without a set operator are not documented", "StringNotEquals", ["a"], ["x", "y"], "?"],
])("condition-single-vs-multi-valued-context-keys: %s (%s %j, %j) is %s", check);

test.for<Case>([
  ["of a key nothing is known", "StringEquals", "a", undefined, "?"],
  ["of a key nothing is known", "StringNotLike", "*", undefined, "?"],
  ["of a key nothing is known", "Null", "true", undefined, "?"],
  ["of a key nothing is known", "StringEqualsIfExists", "a", undefined, "?"],
  ["some value could be any", "StringEquals", "a", ANY, "?"],
  ["some value could be any", "StringNotEquals", "a", ANY, "?"],
  ["some value could be any", "ForAllValues:StringEquals", "a", ANY, "?"],
  ["some value could be any", "Bool", "true", ANY, "?"],
  ["some value could be any", "NumericLessThan", "1", ANY, "?"],
  ["some value could be any", "ArnLike", "arn:aws:iam::1:role/a", ANY, "?"],
  ["some value is there", "Null", "true", ANY, false],
  ["some value is there", "Null", "false", ANY, true],
  ["some value fits *", "StringLike", "*", ANY, true],
  ["some value fits *", "StringNotLike", "*", ANY, false],
  ["a start decides", "StringEquals", "arn:b", { startsWith: "arn:a" }, false],
  ["a start decides", "StringEquals", "arn:a", { startsWith: "arn:a" }, false],
  ["a start decides", "StringLike", "arn:*", { startsWith: "arn:a" }, true],
  ["a start decides", "StringLike", "arn:??*", { startsWith: "arn:a" }, true],
  ["a start does not", "StringLike", "arn:???*", { startsWith: "arn:a" }, "?"],
  ["a start does not", "StringLike", "*z", { startsWith: "arn:a" }, "?"],
  ["a start in another case", "StringEqualsIgnoreCase", "ARN:ab", { startsWith: "arn:a" }, "?"],
  ["sections before the start’s end", "ArnLike", "arn:aws:s3:::b/*", { startsWith: "arn:aws:s3:::b/" }, true],
  ["sections before the start’s end", "ArnLike", "arn:aws:iam:::b/*", { startsWith: "arn:aws:s3:::b/" }, false],
  ["a section cut off", "ArnLike", "arn:aws:s:::x", { startsWith: "arn:aws:s" }, "?"],
  ["a section cut off", "ArnLike", "arn:aws:s3:::*", { startsWith: "arn:aws:s" }, "?"],
  ["a section cut off", "ArnLike", "arn:gcp:s3:::*", { startsWith: "arn:aws:s" }, false],
  ["an operator that is none", "constructor", "a", "a", "?"],
  ["an operator that is none", "StringEqualsIfExistsIfExists", "a", "a", "?"],
  ["an operator in another case", "stringequals", "a", "a", "?"],
  ["no value at all", "StringEquals", [], "a", "?"],
  ["Null of what is neither", "Null", "no", "a", "?"],
  ["Null of an empty text", "Null", "true", "", "?"],
])("nothing is guessed: %s (%s %j, %j) is %s", check);

/** A value of the policy, what the request says of aws:username, and whether StringLike holds for "Alice*". */
test.for<
  [
    rule: string,
    wanted: string,
    username: ContextValue | undefined,
    value: string,
    holds: boolean | "?",
    version?: "2008-10-17",
  ]
>([
  ["a variable is the key’s value", "home/${aws:username}/*", "Alice", "home/Alice/x", true],
  ["a variable is the key’s value", "home/${aws:username}/*", "Bob", "home/Alice/x", false],
  ["key names ignore case", "${AWS:UserName}", "Alice", "Alice", true],
  ["2008-10-17 knows no variables", "${aws:username}", "Alice", "Alice", false, "2008-10-17"],
  ["2008-10-17 knows no variables", "${aws:username}", "Alice", "${aws:username}", true, "2008-10-17"],
  ["an absent key matches nothing", "home/${aws:username}", null, "home/Alice", false],
  ["a default stands in for an absent key", "home/${aws:username, 'nobody'}", null, "home/nobody", true],
  ["a default stands in for nothing else", "home/${aws:username, 'nobody'}", "Alice", "home/nobody", false],
  ["an empty default", "home/${aws:username, ''}", null, "home/", true],
  ["${*} is an asterisk", "a${*}", null, "a*", true],
  ["${*} is no wildcard", "a${*}", null, "ab", false],
  ["${?} is a question mark", "a${?}", null, "a?", true],
  ["${?} is no wildcard", "a${?}", null, "ab", false],
  ["${$} is a dollar sign", "${$}{aws:username}", "Alice", "${aws:username}", true],
  ["a multivalued key is no variable", "${aws:username}", ["Alice"], "Alice", "?"],
  ["a value nobody knows", "${aws:username}", undefined, "Alice", "?"],
  ["a value nobody knows, where the rest differs", "home/${aws:username}", undefined, "root/Alice", false],
  ["a value nobody knows", "home/${aws:username}/x", ANY, "home/Alice/x", "?"],
  ["an unfinished variable", "${aws:username", "Alice", "Alice", "?"],
  ["a variable that is none", "${a b}", "Alice", "Alice", "?"],
  ["a value with a wildcard", "${aws:username}", "A*", "Alice", "?"],
])("policies_variables: %s (%s with %j, %s) is %s", ([, wanted, username, value, expected, version]) => {
  const context = { "s3:prefix": value, ...(username === undefined ? {} : { "aws:username": username }) };
  const condition = { operator: "StringLike", key: "s3:prefix", values: [wanted] };
  expect(marked(holds(condition, version ?? "2012-10-17", context))).toBe(expected);
});

test.for<[operator: string, wanted: string[], holds: boolean | "?"]>([
  ["StringEquals", ["${aws:username}"], false],
  ["StringEquals", ["${aws:username}", "x"], "?"],
  ["StringNotEquals", ["${aws:username}"], "?"],
  ["ArnEquals", ["arn:aws:iam::1:user/${aws:username}"], false],
  ["NumericEquals", ["${aws:username}"], "?"],
  ["Bool", ["${aws:username}"], "?"],
  ["IpAddress", ["${aws:username}"], "?"],
])(
  "policies_variables: a variable without a value makes the statement invalid, which %s %j says to be %s",
  ([operator, values, expected]) => {
    const context = { "s3:prefix": "x", "aws:username": null };
    expect(marked(holds({ operator, key: "s3:prefix", values }, "2012-10-17", context))).toBe(expected);
  },
);

test("ARN operators fill in variables in the last section", () => {
  const condition = { operator: "ArnLike", key: "aws:SourceArn", values: ["arn:aws:iam::1:user/${aws:username}"] };
  const context = { "aws:sourcearn": "arn:aws:iam::1:user/Alice", "aws:username": "Alice" };
  expect(holds(condition, "2012-10-17", context)).toBe(true);
  expect(marked(holds(condition, "2012-10-17", { ...context, "aws:username": ANY }))).toBe("?");
});

test("what is not known says on what it depends, in the policy’s own words", () => {
  const condition = { operator: "ArnNotLike", key: "aws:PrincipalArn", values: ["arn:aws:iam::1:role/ops"] };
  expect(holds(condition, "2012-10-17", {})).toBe("only where ArnNotLike holds for aws:PrincipalArn");
});
