import { expect, test } from "vitest";
import { parseSettings } from "./settings.ts";

test("nothing has to be set", () => {
  expect(parseSettings({})).toEqual({
    regions: [],
    region: null,
    embedded: false,
    origin: null,
    adminPassword: null,
    sessionSecret: null,
    maxRotationDays: null,
    idleMinutes: 30,
    sessionHours: 8,
  });
});

test("an empty variable counts as absent", () => {
  const names = ["AWS_REGION", "AWS_ENDPOINT_URL", "TWOFOLD_ORIGIN", "TWOFOLD_EMBEDDED", "TWOFOLD_IDLE_MINUTES"];
  const empty = Object.fromEntries(names.map((name) => [name, ""]));
  expect(parseSettings(empty)).toEqual(parseSettings({}));
});

test.for<[string, Record<string, string>, string | null]>([
  ["AWS_REGION comes first", { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1" }, "eu-west-1"],
  ["then AWS_DEFAULT_REGION", { AWS_DEFAULT_REGION: "us-east-1", TWOFOLD_REGIONS: "eu-west-2" }, "us-east-1"],
  ["then the first Region served", { TWOFOLD_REGIONS: " eu-west-2 , us-west-2," }, "eu-west-2"],
])("of the Regions, %s", ([, env, region]) => {
  expect(parseSettings(env).region).toBe(region);
});

test("Regions are a list with commas, and spaces do not matter", () => {
  expect(parseSettings({ TWOFOLD_REGIONS: " eu-west-2 , us-west-2," }).regions).toEqual(["eu-west-2", "us-west-2"]);
});

test("an origin is kept without path and slash, so that it equals what a browser sends", () => {
  expect(parseSettings({ TWOFOLD_ORIGIN: "https://Twofold.example:443/console/" }).origin).toBe(
    "https://twofold.example",
  );
});

test.for<[string, Record<string, string>]>([
  ["TWOFOLD_ADMIN_PASSWORD", { TWOFOLD_ADMIN_PASSWORD: "short" }],
  ["TWOFOLD_SESSION_SECRET", { TWOFOLD_SESSION_SECRET: "a".repeat(31) }],
  ["AWS_ENDPOINT_URL", { AWS_ENDPOINT_URL: "localhost" }],
  ["AWS_ENDPOINT_URL_S3", { AWS_ENDPOINT_URL_S3: "file:///etc/passwd" }],
  ["AWS_ENDPOINT_URL_S3_CONTROL", { AWS_ENDPOINT_URL_S3_CONTROL: "s3-control.example" }],
  ["AWS_ENDPOINT_URL_KMS", { AWS_ENDPOINT_URL_KMS: "kms.example" }],
  ["AWS_ENDPOINT_URL_STS", { AWS_ENDPOINT_URL_STS: "ftp://sts.example" }],
  ["TWOFOLD_ORIGIN", { TWOFOLD_ORIGIN: "javascript:alert(1)" }],
  ["TWOFOLD_IDLE_MINUTES", { TWOFOLD_IDLE_MINUTES: "0" }],
  ["TWOFOLD_SESSION_HOURS", { TWOFOLD_SESSION_HOURS: "-1" }],
  ["TWOFOLD_SESSION_HOURS", { TWOFOLD_SESSION_HOURS: "a day" }],
  ["TWOFOLD_EMBEDDED", { TWOFOLD_EMBEDDED: "perhaps" }],
])("a malformed %s is refused by name", ([name, env]) => {
  expect(() => parseSettings(env)).toThrow(name);
});

test("a secret never appears in the words of a refusal", () => {
  expect(() => parseSettings({ TWOFOLD_ADMIN_PASSWORD: "hunter2" })).not.toThrow("hunter2");
});
