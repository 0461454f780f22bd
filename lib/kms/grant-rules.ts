import { reasonPrincipalRefused } from "./principal.ts";
import type { ContextPairs, GrantParty, NewGrant } from "./grant.ts";

const MAX_PAIRS = 8;
const MAX_CONTEXT = 384;
const MAX_NAME = 256;

/** An encryption context as a person writes it: a pair a line, "name=value"; the first = separates. */
export function parseContext(text: string): ContextPairs | null {
  const pairs = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.indexOf("=");
      return at === -1
        ? { name: line, value: "" }
        : { name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
    });
  return pairs.length === 0 ? null : pairs.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The rule that a grant's name breaks, or null. KMS takes grants without a name; then the same request makes one more each time. */
export function reasonGrantNameRefused(name: string): string | null {
  if (name === "") return "Give the grant a name: with one, the same request sent twice makes one grant and not two.";
  if (!/^[A-Za-z0-9:/_-]+$/.test(name)) return "KMS takes letters A to Z, digits, : / _ and - in a grant's name.";
  return name.length > MAX_NAME ? `KMS takes ${MAX_NAME} characters; this has ${name.length}.` : null;
}

/** The rule that who gets or retires a grant breaks, or null. */
export function reasonPartyRefused({ kind, name }: GrantParty): string | null {
  if (kind === "principal") return reasonPrincipalRefused(name);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazonaws\.eu|aws\.internal|c2s\.ic\.gov)$/.test(name)
    ? null
    : `Give the name of an AWS service, like dynamodb.amazonaws.com: "${name}".`;
}

/** The rule that an encryption context constraint breaks, or null. Source: KMS API reference, CreateGrant. */
export function reasonContextRefused(pairs: ContextPairs | null): string | null {
  if (pairs === null) return null;
  if (pairs.length > MAX_PAIRS) return `A constraint has at most ${MAX_PAIRS} pairs; these are ${pairs.length}.`;
  const names = new Set(pairs.map(({ name }) => name));
  if (names.has("")) return "A pair needs a name before the =.";
  if (names.size < pairs.length) return "An encryption context has each name once.";
  const long = pairs.find(({ value }) => value.length > MAX_CONTEXT);
  return long === undefined ? null : `A value has at most ${MAX_CONTEXT} characters: "${long.name}".`;
}

/** The rule that a grant breaks as a whole, or null. Source: KMS API reference, CreateGrant. */
export function reasonGrantRefused({ grantee, retiring, operations, constraints }: NewGrant): string | null {
  if (operations.length === 0) return "Choose at least one operation.";
  if (grantee.kind === "service" && constraints.sourceArn === null)
    return "A grant to an AWS service must name the resource on whose behalf it asks: the source ARN.";
  if (grantee.kind === "service" && retiring === null) return "A grant to an AWS service must name who may retire it.";
  if (constraints.sourceArn !== null && !constraints.sourceArn.startsWith("arn:"))
    return "A source ARN is a full ARN: arn:aws:…";
  return null;
}
