import { Notice } from "#components/notice.tsx";
import { type PolicyFinding, policyFindings } from "#lib/s3/policy-finding.ts";
import { readDeciding } from "../protection.ts";

const TITLES = {
  "refuses the default": {
    tone: "bad",
    certain: "refuses what the default asks for",
    uncertain: "may refuse what the default asks for",
  },
  "refuses DSSE-KMS": { tone: "warn", certain: "refuses DSSE-KMS", uncertain: "may refuse DSSE-KMS" },
  "refuses what says nothing": {
    tone: "info",
    certain: "keeps the default from applying",
    uncertain: "may keep the default from applying",
  },
} as const satisfies Record<PolicyFinding["kind"], object>;

/** Where the policy does not go together with the default or with DSSE-KMS. */
export async function FindingsPanel({ bucket }: { bucket: string }) {
  const findings = policyFindings(await readDeciding(bucket));
  if (findings.length === 0) return null;
  return (
    <div className="grid gap-3">
      {findings.map(({ kind, certain, statement, why, remedy }) => (
        <Notice
          key={`${kind} ${statement} ${why}`}
          title={`${statement} ${TITLES[kind][certain ? "certain" : "uncertain"]}`}
          tone={certain || kind === "refuses what says nothing" ? TITLES[kind].tone : "warn"}
        >
          <p>{why}</p>
          <p>{remedy}</p>
        </Notice>
      ))}
    </div>
  );
}
