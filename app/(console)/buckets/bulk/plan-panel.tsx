import { CommandPanel } from "#components/command-panel.tsx";
import { UnknownBadge } from "#components/encryption-badge.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { utcTime } from "#components/time.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { requireAws } from "#lib/auth/session.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { reasonOf, type Result } from "#lib/aws/result.ts";
import { type Endpoints, toCli } from "#lib/commands/cli.ts";
import { toFile } from "#lib/commands/hcl.ts";
import { doubtThatS3CanUse, type Key, reasonS3CannotUse } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { type KeyNames, listKeyNames, resolveKey } from "#lib/kms/read.ts";
import type { PlanStep } from "#lib/s3/bulk.ts";
import { BulkRun } from "./bulk-run.tsx";
import { type BulkChange, VERBS } from "./bulk-change.ts";
import { PartNow, PolicyChanges } from "./part-now.tsx";
import { type Asked, planBuckets, type Planned } from "./plan-buckets.ts";
import { toResource } from "./to-resource.ts";

/** What the change does to each bucket, what is left out and why, and the button that runs it. */
export async function PlanPanel({
  buckets,
  change,
  keyArn,
}: {
  buckets: string[];
  change: BulkChange;
  keyArn: string;
}) {
  const aws = await requireAws();
  const key = change === "default" ? await readKey(aws, keyArn) : null;
  if (key !== null && !key.ok) return key.notice;
  const asked = toAsked(change, key?.value ?? null);
  if (asked === null) return null;
  const [planned, names] = await Promise.all([
    planBuckets(aws, buckets, asked),
    namesOf(asked.change === "default" ? aws.in(asked.key.region) : aws),
  ]);
  const changes = planned.flatMap(({ bucket, region, step }) =>
    step.status === "change" && region !== null ? [{ bucket, region, step }] : [],
  );
  const left = planned.filter(({ step }) => step.status !== "change");
  return (
    <div className="grid gap-6">
      <p>
        Read from AWS at {utcTime(new Date())}: <b className="font-[550]">{inWords(changes.length)}</b>
        {left.length > 0 && <>, {left.length} stay as they are</>}.
      </p>
      {changes.length > 0 && (
        <BulkRun
          script={<CommandPanel commands={commandsOf(changes, aws.endpoints)} title="What will be sent" />}
          steps={changes.map(({ bucket, region, step }) => ({
            step: { bucket, seen: step.seen, change, ...(asked.change === "default" ? { keyId: asked.key.arn } : {}) },
            region,
            command: toCli(step.call, aws.endpoints),
            before: <PartNow names={names} part={step.before} />,
            after: (
              <>
                <PartNow names={names} part={step.after} />
                <PolicyChanges after={step.after} before={step.before} bucket={bucket} />
                {step.notKnown?.map((sentence) => (
                  <small className="block max-w-[52ch] text-sm text-warn" key={sentence}>
                    {sentence}
                  </small>
                ))}
              </>
            ),
          }))}
          verb={VERBS[change]}
        />
      )}
      {changes.length === 0 && (
        <Notice title="There is nothing to change">No bucket of this selection would become another.</Notice>
      )}
      {left.length > 0 && <LeftAsTheyAre left={left} names={names} />}
    </div>
  );
}

type Changing = { bucket: string; region: string; step: Extract<PlanStep, { status: "change" }> };

/** One line for each bucket, and one file for all of them. */
function commandsOf(changes: Changing[], endpoints: Endpoints) {
  const terraform = toFile(...changes.map(({ bucket, region, step }) => toResource(bucket, region, step.after)));
  return changes.map(({ step }, index) => ({
    cli: toCli(step.call, endpoints),
    terraform: index === 0 ? terraform : null,
  }));
}

/** A default without a key is not asked for. */
function toAsked(change: BulkChange, key: Key | null): Asked | null {
  if (change !== "default") return { change };
  return key === null ? null : { change, key: { arn: key.arn, region: key.region, awsManaged: key.manager === "AWS" } };
}

function inWords(changes: number): string {
  return changes === 1 ? "1 bucket changes" : `${changes} buckets change`;
}

function LeftAsTheyAre({ left, names }: { left: Planned[]; names: KeyNames }) {
  return (
    <Table caption="Buckets that stay as they are">
      <THead>
        <TR>
          <TH>Stays as it is</TH>
          <TH>Now</TH>
          <TH>Why</TH>
        </TR>
      </THead>
      <TBody>
        {left.map(({ bucket, region, step }) => (
          <TR key={bucket}>
            <TD row wrap>
              {bucket}
              <span className="block text-sm font-normal text-dim">{region ?? "Region not known"}</span>
            </TD>
            <TD wrap>
              {(step.status === "same" || step.status === "skipped") && step.before !== null ? (
                <PartNow names={names} part={step.before} />
              ) : step.status === "unknown" ? (
                <UnknownBadge failure={step.failure} reason={reasonOf(step.failure)} />
              ) : (
                <span className="text-dim">Not read</span>
              )}
            </TD>
            <TD dim wrap>
              {step.status === "same" && "It is as asked already."}
              {step.status === "skipped" && step.reason}
              {step.status === "unknown" && "What it is now is not known, so it is not changed."}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

/** Aliases are a help to the eye only: without them the keys are named by their ARNs. */
async function namesOf(aws: Aws): Promise<KeyNames> {
  const names = await attempt(listKeyNames(aws));
  return names.ok ? names.value : new Map();
}

async function readKey(aws: Aws, keyArn: string) {
  const region = fromKeyArn(keyArn)?.region;
  if (region === undefined) {
    return {
      ok: false as const,
      notice: (
        <Notice title="This is no key’s ARN" tone="warn">
          Choose a key above.
        </Notice>
      ),
    };
  }
  const key: Result<Key> = await attempt(resolveKey(aws.in(region), keyArn));
  if (!key.ok) {
    const notice = (
      <FailureNotice failure={key.failure} title="KMS does not describe this key, so nothing is planned" />
    );
    return { ok: false as const, notice };
  }
  const reason = reasonS3CannotUse(key.value) ?? doubtThatS3CanUse(key.value);
  if (reason === null) return key;
  return {
    ok: false as const,
    notice: (
      <Notice title="S3 cannot use this key" tone="bad">
        {reason} Choose another above.
      </Notice>
    ),
  };
}
