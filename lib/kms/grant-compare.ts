import { isDeepStrictEqual } from "node:util";
import type { Grant, NewGrant } from "./grant.ts";

/** The parts in which what was read differs from what was asked for, in words; empty when it is the grant that was asked for. */
export function differences(asked: NewGrant, found: Grant): string[] {
  const parts: [string, unknown, unknown][] = [
    ["name", asked.name, found.name],
    ["grantee", asked.grantee, found.grantee],
    ["retiring principal", asked.retiring, found.retiring],
    ["operations", asked.operations.toSorted(), found.operations.toSorted()],
    ["constraints", asked.constraints, found.constraints],
  ];
  return parts
    .filter(([, one, other]) => !isDeepStrictEqual(one, other))
    .map(([part, , other]) => `${part} ${JSON.stringify(other)}`);
}
