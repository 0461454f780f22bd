import { FailureNotice } from "#components/failure-notice.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { type Endpoints, toCli } from "#lib/commands/cli.ts";
import type { ListedKey, NamedKey } from "#lib/kms/key.ts";
import { listNamedKeys } from "#lib/kms/read.ts";
import { isCounted } from "#lib/posture/tally.ts";
import { type KeyRow, readRows } from "./key-rows.ts";
import { countedInWords } from "./key-words.ts";
import { KeysTable } from "./keys-table.tsx";
import { Pages } from "./pages.tsx";
import { keysHref, type KeysSearch } from "./search.ts";

/** So many rows are on one page that only the largest estates have a second. */
const PAGE_SIZE = 500;

/**
 * The keys of one Region, those that AWS manages apart. Fails alone. Every row is there as soon as the keys are listed, and
 * fills when AWS has described its key; only a filter waits for all of them, as it asks for what AWS says there.
 */
export async function RegionPanel({
  region,
  search,
  alone,
}: {
  region: string;
  search: KeysSearch;
  /** No other Region is on the page. */
  alone: boolean;
}) {
  const { page } = search;
  const filtered = isFiltered(search);
  const aws = (await requireAws()).in(region);
  const named = await attempt(listNamedKeys(aws));
  if (!named.ok) {
    return (
      <Section title={region}>
        <FailureNotice
          failure={named.failure}
          retryHref={keysHref({ ...search, region: alone ? region : null })}
          title={`The keys of ${region} are not known`}
        />
      </Section>
    );
  }
  const { keys, aliasFailure } = named.value;
  const rows = readRows(aws, keys, aliasFailure);
  const found = filtered ? await matching(rows, search) : rows;
  const customer = found.filter(({ key }) => !hasAwsAlias(key));
  const managed = found.filter(({ key }) => hasAwsAlias(key));
  const shown = customer.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return (
    <Section
      description={customer.length === 0 && !filtered ? undefined : countInWords(customer.length, search)}
      title={region}
    >
      <div className="grid gap-4">
        {aliasFailure !== null && <FailureNotice failure={aliasFailure} title="Aliases are not known" />}
        {customer.length === 0 && !filtered && <NoKeys endpoints={aws.endpoints} region={region} />}
        {shown.length > 0 && <KeysTable caption={`Keys of ${region}`} rows={shown} />}
        {customer.length > 0 && shown.length === 0 && (
          <Notice>There is no page {page}: this Region has fewer keys.</Notice>
        )}
        <Pages count={customer.length} pageSize={PAGE_SIZE} region={region} search={search} />
        {managed.length > 0 && (
          <details className="group" open={filtered}>
            <summary className="w-fit rounded-sm text-dim hover:text-text">
              {managed.length} AWS managed {managed.length === 1 ? "key" : "keys"}
              <span className="text-sm"> · made and rotated by AWS, the policy fixed</span>
            </summary>
            <div className="mt-2">
              <KeysTable caption={`AWS managed keys of ${region}`} rows={managed} />
            </div>
          </details>
        )}
      </div>
    </Section>
  );
}

export function RegionSkeleton({ region }: { region: string }) {
  return (
    <Section title={region}>
      <Skeleton lines={4} />
    </Section>
  );
}

function NoKeys({ region, endpoints }: { region: string; endpoints: Endpoints }) {
  const input = { KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT" };
  const command = toCli({ service: "kms", operation: "CreateKey", region, input }, endpoints);
  return (
    <EmptyState
      action={
        <ButtonLink href={`/keys/new?region=${region}`} variant="primary">
          Create a key…
        </ButtonLink>
      }
      command={command}
      title={`No customer managed key in ${region} yet`}
    >
      A key of your own is what lets you decide who may read the data under it, rotate it on your schedule, and see
      every use of it in CloudTrail. Without one, DSSE-KMS falls back on the AWS managed key aws/s3, whose policy nobody
      can change.
    </EmptyState>
  );
}

function countInWords(count: number, search: KeysSearch): string {
  const counted = countedInWords(search);
  const kind = `customer managed ${count === 1 ? "key" : "keys"}${counted === null ? "" : ` for data, ${counted}`}`;
  const words = search.q === "" ? "" : ` with “${search.q}” in alias, id, description or state`;
  return `${count === 0 ? "No" : count.toLocaleString("en")} ${kind}${words}`;
}

function isFiltered({ q, state, rotation }: KeysSearch): boolean {
  return q !== "" || state !== null || rotation !== null;
}

/** AWS gives each of its keys an alias of its own, which nobody else can give; where aliases are not known, its row says who manages a key. */
function hasAwsAlias({ aliases }: NamedKey): boolean {
  return aliases?.some((alias) => alias.startsWith("alias/aws/")) ?? false;
}

async function matching(rows: KeyRow[], search: KeysSearch): Promise<KeyRow[]> {
  const counted = search.state !== null || search.rotation !== null;
  const read = await Promise.all(
    rows.map(async (row) => {
      const { listed, rotation } = await row.reading;
      // Without a rotation it was not described, and what was not described is not counted.
      const isAsked = !counted || (rotation !== null && isCounted({ key: listed, rotation }, search));
      return isAsked && matches(listed, search.q) ? [row] : [];
    }),
  );
  return read.flat();
}

function matches({ arn, aliases, described }: ListedKey, q: string): boolean {
  const details = described.ok ? [described.value.description, described.value.state] : [];
  return [arn, ...(aliases ?? []), ...details].join("\n").toLowerCase().includes(q.toLowerCase());
}
