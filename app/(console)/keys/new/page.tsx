import type { Metadata } from "next";
import { Suspense } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { keysSearchSchema } from "../search.ts";
import { NewKeyForm } from "./new-key-form.tsx";

export const metadata: Metadata = { title: "Create a key · Twofold" };

export default async function NewKeyPage({ searchParams }: PageProps<"/keys/new">) {
  const { region } = keysSearchSchema.parse(await searchParams);
  return (
    <div className="grid gap-6">
      <PageHeader crumbs={[{ label: "Keys", href: "/keys" }]} title="Create a key">
        A symmetric encryption key for S3 data, its material made and kept by KMS. Spec, usage, origin and Region can
        never be changed afterwards; everything below can.
      </PageHeader>
      <Suspense fallback={<Skeleton lines={8} />}>
        <NewKeyPanel region={region} />
      </Suspense>
    </div>
  );
}

/** The account's id stands in every key policy, so AWS is asked for it first. */
async function NewKeyPanel({ region }: { region: string | null }) {
  const aws = await requireAws();
  const identity = await attempt(getIdentity(aws));
  if (!identity.ok)
    return <FailureNotice failure={identity.failure} retryHref="/keys/new" title="The account is not known" />;
  const { accountId, arn } = identity.value;
  return (
    <NewKeyForm
      accountId={accountId}
      callerArn={arn}
      partition={arn.split(":")[1] ?? "aws"}
      region={region !== null && aws.regions.includes(region) ? region : aws.region}
      regions={aws.regions}
    />
  );
}
