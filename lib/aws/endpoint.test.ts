import { expect, test } from "vitest";
import { type Endpoints, everyServiceAt } from "#lib/commands/cli.ts";
import { endpointInWords, type EndpointKind, endpointKind } from "./endpoint.ts";

const LOCAL = "http://127.0.0.1:4566";
const NOWHERE = everyServiceAt(null);

test.for<[string, Endpoints, boolean, EndpointKind, string]>([
  ["no endpoint is AWS", NOWHERE, false, "aws", "Amazon Web Services"],
  ["somebody's own is custom", everyServiceAt(LOCAL), false, "custom", "Custom endpoint 127.0.0.1:4566"],
  ["the one brought along is embedded", everyServiceAt(LOCAL), true, "embedded", "Embedded LocalStack"],
  ["localhost is loopback too", everyServiceAt("http://localhost:4566"), true, "embedded", "Embedded LocalStack"],
  ["so is IPv6's", everyServiceAt("http://[::1]:4566"), true, "embedded", "Embedded LocalStack"],
  ["embedded without an endpoint is AWS", NOWHERE, true, "aws", "Amazon Web Services"],
  [
    "embedded is never elsewhere",
    everyServiceAt("http://10.0.0.7:4566"),
    true,
    "custom",
    "Custom endpoint 10.0.0.7:4566",
  ],
  [
    "a name that only starts like loopback is elsewhere",
    everyServiceAt("http://127.0.0.1.example:4566"),
    true,
    "custom",
    "Custom endpoint 127.0.0.1.example:4566",
  ],
  [
    "AWS for two services is AWS",
    { ...NOWHERE, s3: LOCAL },
    false,
    "aws",
    "Custom endpoint 127.0.0.1:4566 for S3 · Amazon Web Services for S3 Control, KMS and STS",
  ],
  [
    "AWS for the caller's name alone is AWS",
    { ...everyServiceAt(LOCAL), sts: null },
    true,
    "aws",
    "Embedded LocalStack for S3, S3 Control and KMS · Amazon Web Services for STS",
  ],
  [
    "two endpoints of one's own are both named",
    { ...everyServiceAt(LOCAL), kms: "https://kms.example" },
    true,
    "custom",
    "Embedded LocalStack for S3, S3 Control and STS · Custom endpoint kms.example for KMS",
  ],
])("%s", ([, endpoints, embedded, kind, words]) => {
  expect([endpointKind(endpoints, embedded), endpointInWords(endpoints, embedded)]).toEqual([kind, words]);
});

test.for([
  "https://s3.eu-west-1.amazonaws.com",
  "https://S3.EU-WEST-1.AMAZONAWS.COM.",
  "https://bucket.vpce-0a1b-2c3d.s3.eu-west-1.vpce.amazonaws.com",
  "https://kms-fips.us-east-1.amazonaws.com",
  "https://s3.dualstack.eu-west-1.amazonaws.com",
  "https://kms.eu-west-1.api.aws",
  "https://s3.cn-north-1.amazonaws.com.cn",
  "https://s3.eusc-de-east-1.amazonaws.eu",
  "https://s3.us-iso-east-1.c2s.ic.gov",
])("%s is AWS, even where the console brought its own", (url) => {
  expect(endpointKind(everyServiceAt(url), true)).toBe("aws");
});

test.for(["https://amazonaws.com.example", "https://notamazonaws.com", "http://s3.localhost.localstack.cloud:4566"])(
  "%s is not AWS",
  (url) => {
    expect(endpointKind(everyServiceAt(url), false)).toBe("custom");
  },
);
