import type { ReactNode } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Notice } from "#components/notice.tsx";
import { Tag } from "#components/tag.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { bucketArn } from "#lib/s3/bucket.ts";
import { type Demands, demandsOf, type PolicyChange } from "#lib/s3/enforce.ts";
import { aliasesFor, awsOfBucket } from "../bucket-context.ts";
import { readPolicy } from "../protection.ts";

/** What the policy demands by statements of ours, and the ways to change it. */
export async function DemandsPanel({ bucket, change }: { bucket: string; change: PolicyChange | null }) {
  const [aws, policy, aliases] = await Promise.all([awsOfBucket(bucket), readPolicy(bucket), aliasesFor(bucket)]);
  if (!policy.ok) {
    return (
      <FailureNotice
        failure={policy.failure}
        title="What the policy demands is not known, and a policy that cannot be read is not changed here"
      />
    );
  }
  const demands = demandsOf(policy.value, bucketArn({ name: bucket, region: aws.region }));
  if (demands === null) {
    return (
      <Notice title="Nothing can be put into this policy" tone="warn">
        It does not follow IAM’s grammar, so what it demands is not known.
      </Notice>
    );
  }
  const nameOf = (arn: string) => <KeyName alias={aliases.get(arn) ?? null} arn={arn} />;
  return (
    <dl className="max-w-[96ch]">
      <Demand
        bucket={bucket}
        change={change}
        changes={changesOfDsse(demands)}
        state={<DsseState demands={demands} nameOf={nameOf} />}
        term="DSSE-KMS"
      />
      <Demand
        bucket={bucket}
        change={change}
        changes={demands.tls ? [["tls-off", "Take out…"]] : [["tls-on", "Refuse plain HTTP…"]]}
        state={demands.tls ? <Tag tone="accent">demanded</Tag> : "No statement of Twofold’s demands it"}
        term="TLS"
      />
    </dl>
  );
}

type Choice = [PolicyChange, string];

function changesOfDsse({ dsse }: Demands): Choice[] {
  const enforce: Choice[] = [
    ["dsse-tolerant", dsse?.form === "tolerant" ? "Enforce again…" : "Enforce, tolerant…"],
    ["dsse-strict", dsse?.form === "strict" ? "Enforce again…" : "Enforce, strict…"],
  ];
  return dsse === null ? enforce : [...enforce, ["dsse-off", "Take out…"]];
}

function DsseState({ demands: { dsse }, nameOf }: { demands: Demands; nameOf: (arn: string) => ReactNode }) {
  if (dsse === null) return "No statement of Twofold’s demands it";
  const missing = dsse.missing.filter((sid) => sid !== "DenyWrongKey");
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Tag tone="accent">{dsse.form === "strict" ? "demanded, by header" : "demanded"}</Tag>
      {dsse.keyArn === null ? "with any key" : <>with {nameOf(dsse.keyArn)}</>}
      {missing.length > 0 && <Tag tone="warn">without {missing.join(", ")}</Tag>}
    </span>
  );
}

function Demand({
  bucket,
  term,
  state,
  changes,
  change,
}: {
  bucket: string;
  term: string;
  state: ReactNode;
  changes: Choice[];
  change: PolicyChange | null;
}) {
  return (
    <div className="grid items-center gap-x-6 gap-y-1.5 border-b border-line py-2 last:border-b-0 sm:grid-cols-[minmax(6rem,9rem)_minmax(0,1fr)_auto]">
      <dt className="text-dim">{term}</dt>
      <dd className="min-w-0 wrap-anywhere">{state}</dd>
      <dd className="flex flex-wrap gap-2">
        {changes.map(([name, words]) => (
          <ButtonLink
            href={`/buckets/${encodeURIComponent(bucket)}/policy?change=${name}#change`}
            key={name}
            size="sm"
            variant={name === change ? "primary" : "plain"}
          >
            {words}
          </ButtonLink>
        ))}
      </dd>
    </div>
  );
}
