import { isDeepStrictEqual } from "node:util";

/** Reality differs from the estate's table. */
class EstateMismatch extends Error {
  override name = "EstateMismatch";
}

/** Throws an EstateMismatch unless what AWS answered is what the table says. */
export function mustEqual(what: string, found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new EstateMismatch(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}
