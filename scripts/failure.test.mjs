import { expect, it, test } from "vitest";
import { causeOf, explain, Failure } from "./failure.mjs";

test.for([
  ["npm error code ENOSPC\nnpm error nospc", "full"],
  ["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "full"],
  ["EROFS: read-only file system, mkdir '/clone/x'", "read-only"],
  ["npm error code EACCES", "cannot be written"],
  ["npm error code EAI_AGAIN\nnpm error request to https://example failed", "network"],
  ["NewConnectionError: Failed to establish a new connection", "network"],
])("reads %j as its cause", ([output, word]) => {
  expect(causeOf(output)?.message).toContain(word);
});

it("guesses no cause that the output does not tell of", () => {
  expect(causeOf("Type error: Property 'x' does not exist")).toBeNull();
});

it("shows a stack for a bug of our own only", () => {
  expect(explain(new Failure("Port 3000 is in use.")).stack).toBeUndefined();
  expect(explain(Object.assign(new Error("write"), { code: "ENOSPC" })).stack).toBeUndefined();
  expect(explain(new TypeError("x is not a function")).stack).toContain("TypeError");
});
