import { Suspense } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { Time, utcTime } from "#components/time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { type Key, nameOf } from "#lib/kms/key.ts";
import { getRotation } from "#lib/kms/read.ts";
import { reasonSetElsewhere, type Rotation, toSeen } from "#lib/kms/rotation.ts";
import { periodInWords } from "../key-words.ts";
import { MaterialsPanel } from "./materials-panel.tsx";
import { PeriodForm } from "./period-form.tsx";
import { TurnOffForm } from "./turn-off-form.tsx";

/** Whether the key rotates, how to change that, and every rotation that happened. */
export async function RotationPanel({ found }: { found: Key }) {
  const rotation = await attempt(getRotation(await requireAws(), found));
  return (
    <div className="grid gap-8">
      {rotation.ok ? (
        <Current found={found} now={new Date()} rotation={rotation.value} />
      ) : (
        <FailureNotice failure={rotation.failure} title="Whether this key rotates is not known" />
      )}
      <Section
        description="Each rotation makes new key material under the same key id and ARN. KMS keeps every generation, so data stays readable; S3 objects stay under the generation they were written with."
        title="Key material"
      >
        <Suspense fallback={<Skeleton lines={3} />}>
          <MaterialsPanel found={found} />
        </Suspense>
      </Section>
    </div>
  );
}

function Current({ found, rotation, now }: { found: Key; rotation: Rotation; now: Date }) {
  if (rotation.status === "not-applicable") {
    return <Notice title="Automatic rotation cannot be set on this key">{rotation.reason}</Notice>;
  }
  const elsewhere = reasonSetElsewhere(found);
  const target = { arn: found.arn, region: found.region, seen: toSeen(rotation) };
  return (
    <Section
      description={rotation.status === "off" && "New data keys stay under one generation of key material."}
      title={rotation.status === "on" ? `Rotation is on, ${periodInWords(rotation.periodDays)}` : "Rotation is off"}
    >
      <div className="grid gap-4">
        {rotation.status === "on" && rotation.nextAt !== null && (
          <p>
            Next rotation <Time at={rotation.nextAt} now={now} />
            <span className="text-dim print:hidden"> · {utcTime(rotation.nextAt)}</span>
          </p>
        )}
        {rotation.onDemandStartedAt !== null && (
          <Notice>
            A rotation on demand is under way since <Time at={rotation.onDemandStartedAt} now={now} />.
          </Notice>
        )}
        {elsewhere === null ? (
          <>
            <PeriodForm
              {...target}
              current={rotation.status === "on" ? rotation.periodDays : null}
              on={rotation.status === "on"}
            />
            <TurnOffForm {...target} name={nameOf(found)} on={rotation.status === "on"} />
          </>
        ) : (
          <Notice>{elsewhere}</Notice>
        )}
      </div>
    </Section>
  );
}
