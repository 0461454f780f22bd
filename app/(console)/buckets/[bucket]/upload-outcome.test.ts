import { describe, expect, test } from "vitest";
import { fromAnswer, withoutAnswer } from "./upload-outcome.ts";

const MEBIBYTE = 1024 ** 2;

describe("an answer", () => {
  test.for([
    [200, '{"asAsked":true}', "stored"],
    [403, '{"failure":{}}', "failed"],
    [400, '{"fields":{"key":["Too long."]}}', "refused"],
    [401, '{"signedOut":true}', "refused"],
    [413, "<html>", "refused"],
    [200, "", "unknown"],
    [200, "null", "unknown"],
    [500, "Internal Server Error", "unknown"],
    [502, '{"error":"bad gateway"}', "unknown"],
  ] as const)("of HTTP %d %j is %s", ([status, text, expected]) => {
    expect(fromAnswer(status, text).status).toBe(expected);
  });

  test("names what is wrong with the request", () => {
    expect(fromAnswer(400, '{"fields":{"key":["Too long."],"file":["No length."]}}')).toEqual({
      status: "refused",
      reason: "Too long. No length.",
    });
  });
});

describe("without an answer", () => {
  test.for([
    ["cancelled", { sentBytes: 20 * MEBIBYTE, bytesPerSecond: 10 * MEBIBYTE }, 100 * MEBIBYTE, "cancelled"],
    ["cancelled", { sentBytes: 100 * MEBIBYTE, bytesPerSecond: 10 * MEBIBYTE }, 100 * MEBIBYTE, "unknown"],
    // So near to the end that the rest may have left since.
    ["cancelled", { sentBytes: 97 * MEBIBYTE, bytesPerSecond: 10 * MEBIBYTE }, 100 * MEBIBYTE, "unknown"],
    // So small that it may have left before anything was told.
    ["cancelled", { sentBytes: 0, bytesPerSecond: 0 }, 5, "unknown"],
    ["lost", { sentBytes: 20 * MEBIBYTE, bytesPerSecond: 10 * MEBIBYTE }, 100 * MEBIBYTE, "refused"],
    ["lost", { sentBytes: 100 * MEBIBYTE, bytesPerSecond: 10 * MEBIBYTE }, 100 * MEBIBYTE, "unknown"],
    ["lost", { sentBytes: 0, bytesPerSecond: 0 }, 0, "unknown"],
    ["unreadable", { sentBytes: 20 * MEBIBYTE, bytesPerSecond: 10 * MEBIBYTE }, 100 * MEBIBYTE, "refused"],
    ["unreadable", { sentBytes: 100 * MEBIBYTE, bytesPerSecond: 10 * MEBIBYTE }, 100 * MEBIBYTE, "unknown"],
  ] as const)("%s after %j of %d bytes is %s", ([why, progress, size, expected]) => {
    expect(withoutAnswer(why, progress, size).status).toBe(expected);
  });
});
