import { UnknownBadge } from "#components/encryption-badge.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Tag } from "#components/tag.tsx";
import { utcTime } from "#components/time.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { requireAws, requireSession } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { reasonOf } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { reasonS3MayDiffer, type Trial, type Use, USES } from "#lib/kms/preflight.ts";
import { tryKey, tryKeyAs } from "#lib/kms/preflight-read.ts";
import { getKeyPolicy } from "#lib/kms/read.ts";
import type { Check } from "./check-panel.tsx";

const WORDS = {
  GenerateDataKey: "Write: kms:GenerateDataKey",
  Decrypt: "Read, upload in parts: kms:Decrypt",
} as const satisfies Record<Use, string>;

/** What both dry runs came to, and whether S3 could be answered otherwise. */
export async function CheckResults({ found, object, role }: Check & { found: Key }) {
  const [home, { user }] = await Promise.all([requireAws(), requireSession()]);
  const aws = home.in(found.region);
  const [trials, policy, identity] = await Promise.all([
    role === "" ? tryKey(aws, found.arn, object) : tryKeyAs(aws, { roleArn: role, user }, found.arn, object),
    attempt(getKeyPolicy(aws, found.arn)),
    attempt(getIdentity(aws)),
  ]);
  const who = role !== "" ? role : identity.ok ? identity.value.arn : "the console’s own identity";
  const text = policy.ok ? policy.value : null;
  const doubts = [...new Set(USES.flatMap((use) => reasonS3MayDiffer(trials[use], text) ?? []))];
  const failures = USES.flatMap((use) => failureOf(trials[use]) ?? []);
  // A role that may not be taken on is one refusal, not two.
  const shown = failures.filter(({ message }, index) => failures.findIndex((one) => one.message === message) === index);
  return (
    <div className="grid min-w-0 gap-3">
      <p className="wrap-anywhere">
        Checked as <code className="font-mono">{who}</code>, {utcTime(new Date())}.
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
                {reasonS3MayDiffer(trials[use], text) === null ? (
                  <Outcome trial={trials[use]} />
                ) : (
                  <UnknownBadge reason="it may differ, see below" />
                )}
              </TD>
            </TR>
          ))}
        </TBody>
      </Table>
      {doubts.map((doubt) => (
        <p className="max-w-[96ch] wrap-anywhere" key={doubt}>
          {doubt}
        </p>
      ))}
      {!policy.ok && <FailureNotice failure={policy.failure} title="The key policy is not known" />}
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
