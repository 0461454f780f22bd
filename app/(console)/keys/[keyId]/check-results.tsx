import { UnknownBadge } from "#components/encryption-badge.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Tag } from "#components/tag.tsx";
import { utcTime } from "#components/time.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { reasonOf } from "#lib/aws/result.ts";
import type { Trial, Use } from "#lib/kms/preflight.ts";
import type { CheckAnswer } from "./check-actions.ts";

const WORDS = {
  GenerateDataKey: "Write: kms:GenerateDataKey",
  Decrypt: "Read, upload in parts: kms:Decrypt",
} as const satisfies Record<Use, string>;

const USES = ["GenerateDataKey", "Decrypt"] as const satisfies readonly Use[];

/** What both dry runs came to, and whether S3 could be answered otherwise. */
export function CheckResults({ who, object, at, trials, doubts, policyFailure }: CheckAnswer) {
  const reasons = [...new Set(USES.flatMap((use) => doubts[use] ?? []))];
  const failures = USES.flatMap((use) => failureOf(trials[use]) ?? []);
  // A role that may not be taken on is one refusal, not two.
  const shown = failures.filter(({ message }, index) => failures.findIndex((one) => one.message === message) === index);
  return (
    <div className="grid min-w-0 gap-3">
      <p aria-live="polite" className="wrap-anywhere">
        Checked as <code className="font-mono">{who}</code>, {utcTime(new Date(at))}, for{" "}
        <code className="font-mono">{object}</code>.
      </p>
      <Table caption="Permission check">
        <THead>
          <TR>
            <TH>For</TH>
            <TH>Asked directly</TH>
            <TH>Through S3, as far as the key policy tells</TH>
          </TR>
        </THead>
        <TBody>
          {USES.map((use) => (
            <TR key={use}>
              <TD row>{WORDS[use]}</TD>
              <TD>
                <Outcome trial={trials[use]} />
              </TD>
              <TD>
                {doubts[use] === null ? (
                  <Outcome trial={trials[use]} />
                ) : (
                  <UnknownBadge reason="it may differ, see below" />
                )}
              </TD>
            </TR>
          ))}
        </TBody>
      </Table>
      {reasons.map((doubt) => (
        <p className="max-w-[96ch] wrap-anywhere" key={doubt}>
          {doubt}
        </p>
      ))}
      {policyFailure !== null && <FailureNotice failure={policyFailure} title="The key policy is not known" />}
      {shown.map((failure) => (
        <FailureNotice failure={failure} key={failure.message} />
      ))}
    </div>
  );
}

function Outcome({ trial }: { trial: Trial }) {
  switch (trial.outcome) {
    case "allowed":
      return <Tag tone="accent">Allowed</Tag>;
    case "refused":
      return (
        <>
          <Tag tone="bad">Refused</Tag> <span className="text-sm text-dim">{reasonOf(trial.failure)}</span>
        </>
      );
    case "unknown":
      return <UnknownBadge failure={trial.failure} reason={trial.reason} />;
  }
}

function failureOf(trial: Trial) {
  return trial.outcome === "allowed" ? null : trial.failure;
}
