import { EmptyState } from "#components/empty-state.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Icon, type IconName } from "#components/icon.tsx";
import { formatCount } from "#components/quantity.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { KeyFacts } from "#lib/posture/key-rules.ts";
import type { RegionKeys } from "#lib/posture/read.ts";
import { type CheckReport, groupUnknowns, toReport } from "#lib/posture/report.ts";
import { SEVERITIES, type Severity } from "#lib/posture/rule.ts";
import { AsOf } from "./as-of.tsx";
import { CheckTable } from "./check-table.tsx";
import { FaultRow } from "./fault-row.tsx";
import { readBuckets, readKeys } from "./readings.ts";
import { UnknownGroups } from "./unknown-groups.tsx";

const WORDS: Record<Severity, { title: string; icon: IconName; tone: string }> = {
  broken: { title: "Failing, or about to", icon: "stop", tone: "text-bad" },
  weak: { title: "Weaker than it can be", icon: "alert", tone: "text-warn" },
  note: { title: "Worth knowing", icon: "info", tone: "text-dim" },
};

/** What needs me today? Every check that does not pass, the gravest first; what is not known stands apart. */
export async function AttentionPanel() {
  const [buckets, keys] = await Promise.all([readBuckets(), readKeys()]);
  const bucketFacts = buckets.answer.ok ? buckets.answer.value : [];
  const keyFacts = keys.answer.flatMap(factsOf);
  const report = toReport(bucketFacts, keyFacts);
  const failing = report.filter(({ failed }) => failed.length > 0);
  const unknown = groupUnknowns(report);
  const unread = keys.answer.filter(({ keys: found }) => !found.ok);
  const complete = buckets.answer.ok && unread.length === 0 && unknown.length === 0;
  const over = `${counted(bucketFacts.length, "bucket")} and ${counted(keyFacts.length, "key")}`;
  return (
    <div className="grid gap-6">
      {!buckets.answer.ok && (
        <FailureNotice
          failure={buckets.answer.failure}
          retryHref="/"
          title="No bucket was checked: they could not be listed"
        />
      )}
      {keys.answer.map(({ region, keys: found }) =>
        found.ok ? null : (
          <FailureNotice
            failure={found.failure}
            key={region}
            retryHref="/"
            title={`No key of ${region} was checked: they could not be listed`}
          />
        ),
      )}
      {SEVERITIES.map((severity) => (
        <SeverityGroup
          key={severity}
          reports={failing.filter(({ rule }) => rule.severity === severity)}
          severity={severity}
        />
      ))}
      {failing.length === 0 && (
        <EmptyState
          title={
            complete ? `Nothing found by these ${report.length} checks over ${over}` : "Not everything could be checked"
          }
        >
          {complete ? "Every check that applies passed." : `What could be, ${over}, has no finding.`} What no check
          looks at is not judged, such as objects already stored.
        </EmptyState>
      )}
      <UnknownGroups groups={unknown} />
      <details>
        <summary className="w-fit rounded-sm text-dim hover:text-text">
          {report.length} checks over {over}
        </summary>
        <div className="mt-3">
          <CheckTable reports={report} />
        </div>
      </details>
      <AsOf at={buckets.at > keys.at ? buckets.at : keys.at}>Read from S3 and KMS</AsOf>
    </div>
  );
}

function SeverityGroup({ severity, reports }: { severity: Severity; reports: CheckReport[] }) {
  if (reports.length === 0) return null;
  const { title, icon, tone } = WORDS[severity];
  return (
    <div>
      <h3 className={`mb-1 flex items-center gap-2 font-[600] ${tone}`}>
        <Icon name={icon} />
        {title}
      </h3>
      <ul>
        {reports.map((report) => (
          <FaultRow key={report.id} report={report} />
        ))}
      </ul>
    </div>
  );
}

function factsOf({ keys }: RegionKeys): KeyFacts[] {
  return keys.ok ? keys.value : [];
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`;
}

export function AttentionSkeleton() {
  return <Skeleton lines={7} />;
}
