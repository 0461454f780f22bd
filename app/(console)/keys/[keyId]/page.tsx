import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { TabLinks } from "#components/tab-links.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { isKeyId } from "#lib/kms/key-arn.ts";
import { type Key, nameOf, reasonS3CannotUse } from "#lib/kms/key.ts";
import { KeyState } from "../key-state.tsx";
import { keySearchSchema } from "../search.ts";
import type { Check } from "./check-form.tsx";
import { CheckPanel } from "./check-panel.tsx";
import { GrantsPanel } from "./grants-panel.tsx";
import { readKey } from "./key-context.ts";
import { OverviewPanel } from "./overview-panel.tsx";
import { PolicyPanel } from "./policy-panel.tsx";
import { RotationPanel } from "./rotation-panel.tsx";
import type { StopChange } from "./stop-dialog.tsx";
import { UsedByPanel } from "./used-by-panel.tsx";

const TABS = {
  overview: "Overview",
  rotation: "Rotation",
  policy: "Policy",
  grants: "Grants",
  "used-by": "Used by",
  check: "Permission check",
} as const;

const CRUMBS = [{ label: "Keys", href: "/keys" as const }];

export async function generateMetadata({ params }: PageProps<"/keys/[keyId]">): Promise<Metadata> {
  return { title: `Key ${decodeURIComponent((await params).keyId).slice(-8)} · Twofold` };
}

/** What is this key, does it rotate, and what breaks if it is touched? */
export default async function KeyPage({ params, searchParams }: PageProps<"/keys/[keyId]">) {
  const keyId = decodeURIComponent((await params).keyId);
  const { region, tab, change, object, role, edit, after, users } = keySearchSchema.parse(await searchParams);
  if (!isKeyId(keyId)) notFound();
  return (
    <Suspense fallback={<KeySkeleton keyId={keyId} />}>
      <KeyBody
        after={after}
        change={change}
        check={{ object, role }}
        edit={edit}
        keyId={keyId}
        region={region}
        tab={tab}
        users={users}
      />
    </Suspense>
  );
}

type Shown = {
  tab: keyof typeof TABS;
  change: StopChange | null;
  check: Check;
  edit: "form" | "json" | null;
  after: string | null;
  users: "read" | null;
};

async function KeyBody({ keyId, region, ...shown }: Shown & { keyId: string; region: string | null }) {
  const aws = await requireAws();
  const where = region ?? aws.region;
  if (!aws.regions.includes(where)) {
    return (
      <PageHeader crumbs={CRUMBS} title={<code className="font-mono text-lg">{keyId}</code>}>
        <Notice tone="warn">This console does not serve the Region {where}, so it does not look for keys there.</Notice>
      </PageHeader>
    );
  }
  const key = await readKey(where, keyId);
  if (!key.ok) {
    if (key.failure.code === "missing") notFound();
    return (
      <PageHeader crumbs={CRUMBS} title={<code className="font-mono text-lg">{keyId}</code>}>
        <FailureNotice
          failure={key.failure}
          retryHref={`/keys/${keyId}?region=${where}`}
          title="This key is not known"
        />
      </PageHeader>
    );
  }
  return <FoundKey {...shown} found={key.value} now={new Date()} />;
}

function FoundKey({ found, tab, change, check, edit, after, users, now }: Shown & { found: Key; now: Date }) {
  const { keyId, region } = found;
  return (
    <div className="grid gap-6">
      <PageHeader crumbs={CRUMBS} title={nameOf(found)}>
        <Summary found={found} now={now} />
      </PageHeader>
      <TabLinks
        tabs={(["overview", "rotation", "policy", "grants", "used-by", "check"] as const).map((name) => ({
          label: TABS[name],
          href: `/keys/${keyId}?region=${region}&tab=${name}` as const,
          current: name === tab,
        }))}
      />
      <Suspense fallback={<Skeleton lines={6} />} key={tab}>
        {tab === "overview" && <OverviewPanel change={change} found={found} />}
        {tab === "rotation" && <RotationPanel found={found} />}
        {tab === "policy" && <PolicyPanel edit={edit} found={found} />}
        {tab === "grants" && <GrantsPanel after={after} found={found} />}
        {tab === "used-by" && <UsedByPanel found={found} isAsked={users === "read"} />}
        {tab === "check" && <CheckPanel {...check} found={found} />}
      </Suspense>
    </div>
  );
}

/** What the page says first: whether S3 can use it. */
function Summary({ found, now }: { found: Key; now: Date }) {
  const reason = reasonS3CannotUse(found);
  const kind = found.manager === "AWS" ? "AWS managed key" : "Customer managed key";
  if (reason === null) {
    return (
      <p>
        <b className="font-[600]">S3 can use this key</b> for buckets in {found.region}. {kind}, state{" "}
        <KeyState deletionAt={found.deletionAt} now={now} state={found.state} />.
      </p>
    );
  }
  return (
    <Notice title="S3 cannot use this key" tone="warn">
      {reason} <KeyState deletionAt={found.deletionAt} now={now} state={found.state} />
    </Notice>
  );
}

function KeySkeleton({ keyId }: { keyId: string }) {
  return (
    <div className="grid gap-6">
      <PageHeader crumbs={CRUMBS} title={<code className="font-mono text-lg">{keyId}</code>} />
      <Skeleton lines={6} />
    </div>
  );
}
