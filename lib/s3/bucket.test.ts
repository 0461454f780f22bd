import { expect, test } from "vitest";
import { accountRegionOf, bucketArn, bucketNameProblem } from "./bucket.ts";

test.for([
  "abc",
  "a".repeat(63),
  "meridian-patient-records",
  "my.bucket.2026",
  "1-2-3",
  "192.168.5",
  "192.168.5.4a",
  "payroll-111122223333-eu-central-1-an",
  "x-111122223333-us-gov-west-1-an",
  "a--b",
  "romance",
])("AWS takes %s", (name) => {
  expect(bucketNameProblem(name)).toBeNull();
});

test.for<[string, string]>([
  ["", "3 to 63"],
  ["ab", "3 to 63"],
  ["a".repeat(64), "3 to 63"],
  ["Reports", "lowercase"],
  ["rep_orts", "lowercase"],
  ["rep/orts", "lowercase"],
  ["rep orts", "lowercase"],
  ["repörts", "lowercase"],
  ["-reports", "begins and ends"],
  ["reports-", "begins and ends"],
  [".reports", "begins and ends"],
  ["rep..orts", "two periods"],
  ["192.168.5.4", "IP address"],
  ["xn--reports", "xn--"],
  ["sthree-configurator", "sthree-"],
  ["amzn-s3-demo-bucket", "amzn-s3-demo-"],
  ["reports-s3alias", "-s3alias"],
  ["reports--ol-s3", "--ol-s3"],
  ["reports.mrap", ".mrap"],
  ["reports--x-s3", "--x-s3"],
  ["reports--table-s3", "--table-s3"],
  ["reports-an", "-an"],
  ["reports-1111-eu-central-1-an", "-an"],
])("AWS refuses %s, and the rule is named", ([name, rule]) => {
  expect(bucketNameProblem(name)).toContain(rule);
});

test("a name in an account's own namespace carries its Region", () => {
  expect(accountRegionOf("payroll-111122223333-eu-central-1-an")).toBe("eu-central-1");
  expect(accountRegionOf("payroll-eu-central-1")).toBeNull();
});

test.for<[string, string]>([
  ["eu-central-1", "arn:aws:s3:::reports"],
  ["cn-north-1", "arn:aws-cn:s3:::reports"],
  ["us-gov-west-1", "arn:aws-us-gov:s3:::reports"],
  ["eusc-de-east-1", "arn:aws-eusc:s3:::reports"],
])("an ARN in %s is of its partition", ([region, arn]) => {
  expect(bucketArn({ name: "reports", region })).toBe(arn);
});
