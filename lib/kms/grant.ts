import type {
  CreateGrantCommandInput,
  GrantListEntry,
  RetireGrantCommandInput,
  RevokeGrantCommandInput,
} from "@aws-sdk/client-kms";
import type { GrantOperationName } from "./grant-operation.ts";

/** Pairs of an encryption context, in alphabetical order of their names. */
export type ContextPairs = readonly { name: string; value: string }[];

/** What a request must carry for a grant to count. Null asks for nothing. */
export type GrantConstraints = {
  /** The whole encryption context of the request is exactly this. */
  contextEquals: ContextPairs | null;
  /** The encryption context of the request holds at least this. */
  contextSubset: ContextPairs | null;
  /** The resource on whose behalf an AWS service asks. */
  sourceArn: string | null;
};

/** Who gets or retires a grant: an IAM principal by its ARN, or an AWS service: "dynamodb.eu-central-1.amazonaws.com". */
export type GrantParty = { kind: "principal" | "service"; name: string };

/** A permission over one key that stands beside its policy, and goes when it is retired or revoked. */
export type Grant = {
  id: string;
  name: string | null;
  createdAt: Date | null;
  /** Null where AWS does not say. */
  grantee: GrantParty | null;
  retiring: GrantParty | null;
  issuingAccount: string | null;
  /** In KMS's own words: "Decrypt". */
  operations: readonly string[];
  constraints: GrantConstraints;
};

/** A grant to be made. */
export type NewGrant = {
  name: string;
  grantee: GrantParty;
  retiring: GrantParty | null;
  operations: readonly GrantOperationName[];
  constraints: GrantConstraints;
};

/** One entry of ListGrants. */
export function fromGrantEntry(entry: GrantListEntry): Grant {
  const { Constraints } = entry;
  return {
    id: entry.GrantId ?? "",
    name: entry.Name === undefined || entry.Name === "" ? null : entry.Name,
    createdAt: entry.CreationDate ?? null,
    grantee: toParty(entry.GranteePrincipal, entry.GranteeServicePrincipal),
    retiring: toParty(entry.RetiringPrincipal, entry.RetiringServicePrincipal),
    issuingAccount: entry.IssuingAccount ?? null,
    operations: entry.Operations ?? [],
    constraints: {
      contextEquals: toPairs(Constraints?.EncryptionContextEquals),
      contextSubset: toPairs(Constraints?.EncryptionContextSubset),
      sourceArn: Constraints?.SourceArn ?? null,
    },
  };
}

/** The request that makes a grant. */
export function toCreateGrant(keyArn: string, grant: NewGrant): CreateGrantCommandInput {
  const { name, grantee, retiring, operations, constraints } = grant;
  const { contextEquals, contextSubset, sourceArn } = constraints;
  const limits = {
    ...(contextEquals === null ? {} : { EncryptionContextEquals: fromPairs(contextEquals) }),
    ...(contextSubset === null ? {} : { EncryptionContextSubset: fromPairs(contextSubset) }),
    ...(sourceArn === null ? {} : { SourceArn: sourceArn }),
  };
  return {
    KeyId: keyArn,
    ...(grantee.kind === "service" ? { GranteeServicePrincipal: grantee.name } : { GranteePrincipal: grantee.name }),
    ...(retiring === null
      ? {}
      : retiring.kind === "service"
        ? { RetiringServicePrincipal: retiring.name }
        : { RetiringPrincipal: retiring.name }),
    Operations: [...operations],
    ...(Object.keys(limits).length === 0 ? {} : { Constraints: limits }),
    Name: name,
  };
}

/** The request that takes a grant away, as an administrator of the key does. */
export function toRevokeGrant(keyArn: string, grantId: string): RevokeGrantCommandInput {
  return { KeyId: keyArn, GrantId: grantId };
}

/** The request that gives a grant up, as its retiring principal or its grantee does. */
export function toRetireGrant(keyArn: string, grantId: string): RetireGrantCommandInput {
  return { KeyId: keyArn, GrantId: grantId };
}

/** What a grant is called in a sentence: its name, else its id. */
export function nameOfGrant({ name, id }: Pick<Grant, "name" | "id">): string {
  return name ?? id;
}

function toParty(principal: string | undefined, service: string | undefined): GrantParty | null {
  if (service !== undefined) return { kind: "service", name: service };
  if (principal === undefined) return null;
  // For an AWS service that asked for the grant itself ListGrants answers its host name as the principal.
  return { kind: principal.includes(":") || !principal.includes(".") ? "principal" : "service", name: principal };
}

function toPairs(context: Record<string, string> | undefined): ContextPairs | null {
  const pairs = Object.entries(context ?? {}).map(([name, value]) => ({ name, value }));
  return pairs.length === 0 ? null : pairs.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function fromPairs(pairs: ContextPairs): Record<string, string> {
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
}
