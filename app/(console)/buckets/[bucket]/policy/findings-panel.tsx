import { Notice } from "#components/notice.tsx";
import { type PolicyFinding, policyFindings } from "#lib/s3/policy-finding.ts";
import { readDeciding } from "../protection.ts";

const TITLES = {
  "refuses the default": { tone: "bad", title: "refuses what the default asks for" },
  "refuses DSSE-KMS": { tone: "warn", title: "refuses DSSE-KMS" },
  "refuses what says nothing": { tone: "info", title: "keeps the default from applying" },
} as const satisfies Record<PolicyFinding["kind"], object>;

/** Where the policy does not go together with the default or with DSSE-KMS. */
export async function FindingsPanel({ bucket }: { bucket: string }) {
  const findings = policyFindings(await readDeciding(bucket));
  if (findings.length === 0) return null;
  return (
    <div className="grid gap-3">
      {findings.map(({ kind, statement, why, remedy }) => (
        <Notice key={kind} title={`${statement} ${TITLES[kind].title}`} tone={TITLES[kind].tone}>
          <p>{why}</p>
          <p>{remedy}</p>
        </Notice>
      ))}
    </div>
  );
}
