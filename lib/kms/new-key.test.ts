import { expect, test } from "vitest";
import type { Failure } from "#lib/aws/result.ts";
import { remainingCalls, toNewKeyCalls } from "./new-key.ts";

const KEY = { alias: "alias/records", description: "", tags: [], rotationDays: 180, policy: "{}" };

test.for<[string, number, Pick<Failure, "operation" | "name">, string[]]>([
  [
    "a refused alias",
    2,
    { operation: "CreateAlias", name: "LimitExceededException" },
    ["CreateAlias", "EnableKeyRotation"],
  ],
  [
    "an alias that reads back as another",
    2,
    { operation: "CreateAlias", name: "ReadBackMismatch" },
    ["EnableKeyRotation"],
  ],
  [
    "an alias that could not be read back",
    2,
    { operation: "DescribeKey", name: "AccessDeniedException" },
    ["EnableKeyRotation"],
  ],
  ["refused rotation", 3, { operation: "EnableKeyRotation", name: "AccessDeniedException" }, ["EnableKeyRotation"]],
  ["rotation that could not be read back", 3, { operation: "GetKeyRotationStatus", name: "AccessDeniedException" }, []],
  ["a policy that could not be read back", 3, { operation: "GetKeyPolicy", name: "AccessDeniedException" }, []],
])("after %s nothing that was done is sent again", ([, sent, failed, left]) => {
  const failure: Failure = {
    code: "denied",
    service: "KMS",
    message: "",
    permission: null,
    hint: "",
    requestId: null,
    ...failed,
  };
  const rest = remainingCalls(toNewKeyCalls("eu-central-1", KEY, "KEY_ARN"), sent, failure);
  expect(rest.map(({ operation }) => operation)).toEqual(left);
});
