import { expect, test } from "vitest";
import { sendProbes } from "./send-probes.ts";

function answering(status: number, body: string): typeof fetch {
  return async () => new Response(body, { status });
}

test.for<[string, typeof fetch, object]>([
  [
    "a report",
    answering(200, '{"report":{"probes":[]},"commands":["aws"]}'),
    { status: "done", report: { probes: [] }, commands: ["aws"] },
  ],
  ["a refusal", answering(400, '{"failure":{"code":"invalid"}}'), { status: "failed", failure: { code: "invalid" } }],
  ["the end of the session", answering(401, '{"signedOut":true}'), { status: "unanswered" }],
  ["a request that was not understood", answering(400, '{"invalid":true}'), { status: "unanswered" }],
  ["something else than JSON", answering(502, "<html>"), { status: "unanswered" }],
  ["silence", () => Promise.reject(new TypeError("fetch failed")), { status: "unanswered" }],
])("%s is told apart", async ([, ask, expected]) => {
  expect(await sendProbes("reports", ask)).toMatchObject(expected);
});
