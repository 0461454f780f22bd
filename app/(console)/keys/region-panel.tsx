import { FailureNotice } from "#components/failure-notice.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { type Endpoints, toCli } from "#lib/commands/cli.ts";
import type { ListedKey } from "#lib/kms/key.ts";
import { listKeys } from "#lib/kms/read.ts";
import { KeysTable } from "./keys-table.tsx";
import { Pages } from "./pages.tsx";
import { keysHref } from "./search.ts";

const PAGE_SIZE = 50;

/** The keys of one Region, those that AWS manages apart. Fails alone. */
export async function RegionPanel({
  region,
  q,
  page,
  alone,
}: {
  region: string;
  q: string;
  page: number;
  /** No other Region is on the page. */
  alone: boolean;
}) {
  const aws = await requireAws();
  const listed = await attempt(listKeys(aws.in(region)));
  if (!listed.ok) {
    return (
      <Section title={region}>
        <FailureNotice
          failure={listed.failure}
          retryHref={keysHref({ q, region: alone ? region : null })}
          title={`The keys of ${region} are not known`}
        />
      </Section>
    );
  }
  const { keys, aliasFailure } = listed.value;
  const found = keys.filter((key) => matches(key, q));
  const customer = found.filter((key) => !isAwsManaged(key));
  const managed = found.filter(isAwsManaged);
  const shown = customer.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return (
    <Section description={customer.length === 0 && q === "" ? undefined : countInWords(customer, q)} title={region}>
      <div className="grid gap-4">
        {aliasFailure !== null && <FailureNotice failure={aliasFailure} title="Aliases are not known" />}
        {customer.length === 0 && q === "" && <NoKeys endpoints={aws.endpoints} region={region} />}
        {shown.length > 0 && <KeysTable caption={`Keys of ${region}`} keys={shown} />}
        {customer.length > 0 && shown.length === 0 && (
          <Notice>There is no page {page}: this Region has fewer keys.</Notice>
        )}
        <Pages count={customer.length} page={page} pageSize={PAGE_SIZE} q={q} region={region} />
        {managed.length > 0 && (
          <details className="group" open={q !== ""}>
            <summary className="w-fit rounded-sm text-dim hover:text-text">
              {managed.length} AWS managed {managed.length === 1 ? "key" : "keys"}
              <span className="text-sm"> · made and rotated by AWS, the policy fixed</span>
            </summary>
            <div className="mt-2">
              <KeysTable caption={`AWS managed keys of ${region}`} keys={managed} />
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

function countInWords(customer: ListedKey[], q: string): string {
  const noun = customer.length === 1 ? "customer managed key" : "customer managed keys";
  if (customer.length === 0) return `No customer managed key has “${q}” in its alias, id, description or state.`;
  const count = `${customer.length.toLocaleString("en")} ${noun}`;
  return q === "" ? count : `${count} with “${q}” in alias, id, description or state`;
}

/** An alias of AWS's tells the manager of a key that AWS did not describe. */
function isAwsManaged({ aliases, described }: ListedKey): boolean {
  if (described.ok) return described.value.manager === "AWS";
  return aliases?.some((alias) => alias.startsWith("alias/aws/")) ?? false;
}

function matches({ arn, aliases, described }: ListedKey, q: string): boolean {
  const details = described.ok ? [described.value.description, described.value.state] : [];
  return [arn, ...(aliases ?? []), ...details].join("\n").toLowerCase().includes(q.toLowerCase());
}
