import "server-only";
import { ListGrantsCommand, type ListGrantsCommandOutput, paginateListGrants } from "@aws-sdk/client-kms";
import { nullIfNone } from "#lib/aws/absent.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { notReported } from "#lib/aws/errors.ts";
import { fromGrantEntry, type Grant } from "./grant.ts";

/** Some of a key's grants in KMS's own order, and where the next ones begin. */
export type GrantPage = { grants: Grant[]; next: string | null };

/** What ListGrants answers at a time. Source: KMS API reference, ListGrants (100 at most). */
const PAGE_SIZE = 50;

/** A page of a key's grants; `marker` is an earlier page's `next`. Raises denied without kms:ListGrants. */
export async function listGrants(aws: Aws, keyArn: string, marker: string | null): Promise<GrantPage> {
  const input = { KeyId: keyArn, Limit: PAGE_SIZE, ...(marker === null ? {} : { Marker: marker }) };
  const { Grants, NextMarker, Truncated } = await aws.kms.send(new ListGrantsCommand(input));
  return { grants: said(Grants).map(fromGrantEntry), next: nextOf({ NextMarker, Truncated }) };
}

/** One grant of a key, or null when it has none of this id. Raises denied without kms:ListGrants. */
export async function findGrant(aws: Aws, keyArn: string, grantId: string): Promise<Grant | null> {
  const asked = aws.kms.send(new ListGrantsCommand({ KeyId: keyArn, GrantId: grantId }));
  const answer = await nullIfNone(asked, "InvalidGrantIdException");
  if (answer === null) return null;
  const found = said(answer.Grants).find((one) => one.GrantId === grantId);
  return found === undefined ? null : fromGrantEntry(found);
}

/** The grant of a key that has this name, or null. Reads all of them: KMS finds none by name. */
export async function findGrantByName(aws: Aws, keyArn: string, name: string): Promise<Grant | null> {
  for await (const page of paginateListGrants({ client: aws.kms, pageSize: 100 }, { KeyId: keyArn })) {
    const found = said(page.Grants).find((one) => one.Name === name);
    if (found !== undefined) return fromGrantEntry(found);
    nextOf(page);
  }
  return null;
}

/** Where more follows, or null at the end. An answer that goes on without saying where is not the end. */
function nextOf({ NextMarker, Truncated }: Pick<ListGrantsCommandOutput, "NextMarker" | "Truncated">): string | null {
  if (Truncated !== true) return null;
  if (NextMarker === undefined) throw notReported("KMS", "ListGrants", "where its further grants begin");
  return NextMarker;
}

function said<T>(grants: T[] | undefined): T[] {
  if (grants === undefined) throw notReported("KMS", "ListGrants", "which grants there are");
  return grants;
}
