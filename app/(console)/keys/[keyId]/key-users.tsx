import Link from "next/link";
import { Suspense } from "react";
import { UnknownBadge } from "#components/encryption-badge.tsx";
import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { formatCount } from "#components/quantity.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { reasonOf } from "#lib/aws/result.ts";
import { listGrants } from "#lib/kms/grant-read.ts";
import { isSymmetricEncryption, type Key } from "#lib/kms/key.ts";
import { TRACKING_BEGAN } from "#lib/kms/last-use.ts";
import { toKeyUses } from "#lib/posture/key-use.ts";
import { getKeyLastUse, listBucketSettings, type ManyBuckets } from "#lib/posture/key-use-read.ts";
import { Time } from "#components/time.tsx";
import { KeyUseTable } from "./key-use-table.tsx";
import { ObjectScan } from "./object-scan.tsx";

/**
 * What breaks when this key does: buckets, objects, grants, aliases and its last use. Each is asked for by itself and
 * fails alone. For every decision about a key, in a page or in a dialog. Many buckets are read only where `isAsked`.
 */
export function KeyUsers({ found, isAsked }: { found: Key; isAsked: boolean }) {
  return (
    <div className="grid min-w-0 gap-5">
      <Facts
        items={[
          {
            term: "Last use",
            detail: (
              <Suspense fallback={<Skeleton width="14rem" />}>
                <LastUseFact found={found} />
              </Suspense>
            ),
          },
          {
            term: "Grants",
            detail: (
              <Suspense fallback={<Skeleton width="9rem" />}>
                <GrantsFact found={found} />
              </Suspense>
            ),
          },
          { term: "Aliases", detail: <AliasesFact found={found} /> },
        ]}
      />
      <Suspense fallback={<Skeleton lines={4} />}>
        <Buckets found={found} isAsked={isAsked} />
      </Suspense>
    </div>
  );
}

async function LastUseFact({ found }: { found: Key }) {
  const aws = (await requireAws()).in(found.region);
  const lastUse = await attempt(getKeyLastUse(aws, found));
  if (!lastUse.ok) return <UnknownBadge failure={lastUse.failure} reason={reasonOf(lastUse.failure)} />;
  const { used, trackedSince } = lastUse.value;
  const now = new Date();
  const since = (trackedSince ?? TRACKING_BEGAN).toISOString().slice(0, 10);
  return (
    <>
      {used === null ? (
        <>No use since {since}, when KMS began to track this key. What was before is not known.</>
      ) : (
        <>
          {used.at === null ? "at a time that AWS does not say" : <Time at={used.at} now={now} />}
          <span className="text-dim"> · {used.operation}</span>
        </>
      )}
      <span className="mt-0.5 block text-sm text-dim">
        Successful cryptographic uses from this account only, up to an hour late, tracked since {since}.{" "}
        {isSymmetricEncryption(found) ? "Objects that nobody reads leave" : "What is seldom used leaves"} no trace here,
        so this alone is no reason to delete a key.
      </span>
    </>
  );
}

async function GrantsFact({ found }: { found: Key }) {
  const aws = (await requireAws()).in(found.region);
  const page = await attempt(listGrants(aws, found.arn, null));
  if (!page.ok) return <UnknownBadge failure={page.failure} reason={reasonOf(page.failure)} />;
  const { grants, next } = page.value;
  if (grants.length === 0) {
    // KMS may answer an empty page and go on.
    return next === null ? <>None</> : <UnknownBadge reason="more pages follow, not read" />;
  }
  const grantees = [...new Set(grants.map(({ grantee }) => grantee?.name ?? "somebody whom AWS does not name"))];
  return (
    <>
      <Link className="link" href={`/keys/${found.keyId}?region=${found.region}&tab=grants`}>
        {grants.length}
        {next !== null && " or more"} {grants.length === 1 ? "grant" : "grants"}
      </Link>
      , to <span className="font-mono text-sm">{grantees.slice(0, 5).join(", ")}</span>
      {(grantees.length > 5 || next !== null) && " and others"}
    </>
  );
}

function AliasesFact({ found: { aliases, aliasFailure } }: { found: Key }) {
  if (aliases === null) {
    return (
      <UnknownBadge failure={aliasFailure} reason={aliasFailure === null ? "not asked for" : reasonOf(aliasFailure)} />
    );
  }
  return aliases.length === 0 ? <>None</> : <code className="font-mono">{aliases.join(", ")}</code>;
}

async function Buckets({ found, isAsked }: { found: Key; isAsked: boolean }) {
  const settings = await attempt(listBucketSettings(await requireAws(), found.region, { isAsked }));
  if (!settings.ok)
    return <FailureNotice failure={settings.failure} title="The buckets that depend on it are not known" />;
  if (!Array.isArray(settings.value)) return <Unread found={found} many={settings.value} />;
  const all = settings.value;
  const here = all.filter(({ bucket }) => bucket.region === found.region);
  const uses = toKeyUses(found, all);
  const isForData = isSymmetricEncryption(found);
  const byDefault = new Set(uses.uses.filter(({ kind }) => kind === "default").map(({ bucket }) => bucket.name));
  return (
    <>
      <KeyUseTable all={all.length} here={here.length} isForData={isForData} region={found.region} uses={uses} />
      {isForData && (
        <ObjectScan
          buckets={here.map(({ bucket: { name } }) => ({ name, isLikely: byDefault.has(name) }))}
          keyArn={found.arn}
          region={found.region}
        />
      )}
    </>
  );
}

/** Said in place of what was not read, so that nobody takes it for none. */
function Unread({ many: { buckets, requests }, found }: { many: ManyBuckets; found: Key }) {
  return (
    <Notice title="The buckets that depend on it were not read" tone="warn">
      <p>
        This account has {formatCount(buckets)} buckets. To read every setting that can name a key takes up to{" "}
        {formatCount(requests)} requests to S3, so that is done when you ask for it.
      </p>
      <p>
        <Link
          className="link"
          href={`/keys/${found.keyId}?region=${found.region}&tab=used-by&users=read`}
          prefetch={false}
          scroll={false}
        >
          Read them now
        </Link>
      </p>
    </Notice>
  );
}
