import { Count } from "#components/quantity.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import type { CheckReport } from "#lib/posture/report.ts";

/** Every check with what it came to: each bucket, or key, counts in exactly one column. */
export function CheckTable({ reports }: { reports: CheckReport[] }) {
  return (
    <Table caption="What was checked">
      <THead>
        <TR>
          <TH>Check</TH>
          <TH align="right">Passed</TH>
          <TH align="right">Failed</TH>
          <TH align="right">Not known</TH>
          <TH align="right">Does not apply</TH>
        </TR>
      </THead>
      <TBody>
        {reports.map(({ id, about, rule, passed, failed, unknown, notApplicable }) => (
          <TR key={id}>
            <TD row wrap>
              {about === "bucket" ? "Bucket" : "Key"}: {rule.title}
            </TD>
            {[passed, failed.length, unknown.length, notApplicable].map((count, column) => (
              <TD align="right" dim={count === 0 || column === 3} key={COLUMNS[column]}>
                <Count value={count} />
              </TD>
            ))}
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

const COLUMNS = ["passed", "failed", "unknown", "not-applicable"];
