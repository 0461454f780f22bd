import type { ReactNode } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Notice } from "#components/notice.tsx";
import { Tag } from "#components/tag.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { type Demands, demandsOf, type PolicyChange } from "#lib/s3/enforce.ts";
import type { Deciding } from "#lib/s3/deciding.ts";
import { repeatedSids } from "#lib/s3/policy-merge.ts";
import { enforcementOf } from "#lib/s3/enforcement.ts";
import { nextUploads } from "#lib/s3/next-upload.ts";
import { refusesPlainHttp } from "#lib/s3/plain-http.ts";
import { WAYS } from "#lib/s3/upload-fate.ts";
import { aliasesFor } from "../bucket-context.ts";
import { readDeciding, readPolicy } from "../protection.ts";
import { DefaultGuard } from "./default-guard.tsx";

/** What the policy demands by statements of ours, and the ways to change it. */
export async function DemandsPanel({ bucket, change }: { bucket: string; change: PolicyChange | null }) {
  const [policy, deciding, aliases] = await Promise.all([readPolicy(bucket), readDeciding(bucket), aliasesFor(bucket)]);
  if (!policy.ok) {
    return (
      <FailureNotice
        failure={policy.failure}
        title="What the policy demands is not known, and a policy that cannot be read is not changed here"
      />
    );
  }
  const demands = demandsOf(policy.value, deciding.bucketArn);
  if (demands === null) {
    return (
      <Notice title="Nothing can be put into this policy" tone="warn">
        It does not follow IAM’s grammar, so what it demands is not known.
      </Notice>
    );
  }
  const { policy: document, bucketArn } = deciding;
  const httpRefusal = typeof document === "string" || document === null ? null : refusesPlainHttp(document, bucketArn);
  const nameOf = (arn: string) => <KeyName alias={aliases.get(arn) ?? null} arn={arn} />;
  return (
    <div className="grid gap-3">
      <RepeatedSids sids={policy.value === null ? [] : repeatedSids(policy.value)} />
      <dl className="max-w-[96ch]">
        <Demand
          bucket={bucket}
          change={change}
          changes={changesOfDsse(demands)}
          state={
            demands.dsse === null ? (
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                {demands.left.length > 0 && <Tag tone="warn">only {demands.left.join(", ")} left</Tag>}
                <Otherwise statement={requiredBy(deciding)}>
                  {takesSseC(deciding) && <Tag tone="warn">SSE-C is not refused</Tag>}
                </Otherwise>
              </span>
            ) : (
              <DsseState dsse={demands.dsse} nameOf={nameOf} />
            )
          }
          term="DSSE-KMS"
        />
        <Demand
          bucket={bucket}
          change={change}
          changes={demands.tls ? [["tls-off", "Take out…"]] : [["tls-on", "Refuse plain HTTP…"]]}
          state={demands.tls ? <Tag tone="accent">demanded</Tag> : <Otherwise statement={httpRefusal} />}
          term="TLS"
        />
        <Demand
          bucket={bucket}
          change={change}
          changes={[]}
          state={<DefaultGuard deciding={deciding} />}
          term="Change of the default"
        />
      </dl>
    </div>
  );
}

/** Statements go by their Sids on this page and in commands, so a Sid that names two of them is said. */
function RepeatedSids({ sids }: { sids: string[] }) {
  if (sids.length === 0) return null;
  const title =
    sids.length === 1
      ? `More than one statement has the Sid ${sids[0]}`
      : `More than one statement has one of these Sids: ${sids.join(", ")}`;
  return (
    <Notice title={title} tone="warn">
      <p>
        Each of them counts, whatever its name. IAM asks that a Sid be unique within a policy; that S3 refuses a second
        one is not documented, and this policy is stored.
      </p>
      <p>
        Twofold knows its own statements by all that they say. Those it takes out, all of them; one that says something
        else stays, or goes only where that is agreed to.
      </p>
    </Notice>
  );
}

type Choice = [PolicyChange, string];

function changesOfDsse({ dsse, left }: Demands): Choice[] {
  const enforce: Choice[] = [
    ["dsse-tolerant", dsse?.form === "tolerant" ? "Enforce again…" : "Enforce, tolerant…"],
    ["dsse-strict", dsse?.form === "strict" ? "Enforce again…" : "Enforce, strict…"],
  ];
  return dsse === null && left.length === 0 ? enforce : [...enforce, ["dsse-off", "Take out…"]];
}

/** The statements of somebody else's that refuse every upload which asks for SSE-S3 or SSE-KMS; null where none do. */
function requiredBy(deciding: Deciding): string | null {
  const enforcement = enforcementOf(deciding);
  return enforcement.status === "required" ? enforcement.statements.join(" and ") : null;
}

/** Whether uploads under SSE-C are stored, in one way at least; what is not known is told elsewhere. */
function takesSseC(deciding: Deciding): boolean {
  const ways = nextUploads(deciding).get("SSE-C");
  return ways !== undefined && WAYS.some((way) => ways[way].outcome === "stored" || ways[way].outcome === "depends");
}

/** What is demanded without Twofold. */
function Otherwise({ statement, children }: { statement: string | null; children?: ReactNode }) {
  if (statement === null) return "Not demanded of everybody";
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Tag tone="accent">demanded</Tag>
      <span>
        by <b className="font-[550]">{statement}</b>, in other words than Twofold’s
      </span>
      {children}
    </span>
  );
}

function DsseState({ dsse, nameOf }: { dsse: NonNullable<Demands["dsse"]>; nameOf: (arn: string) => ReactNode }) {
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
    <div className="grid items-baseline gap-x-6 gap-y-1.5 border-b border-line py-2 last:border-b-0 sm:grid-cols-[minmax(6rem,9rem)_minmax(0,1fr)_auto]">
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
