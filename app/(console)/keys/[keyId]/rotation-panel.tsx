import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { Time, utcTime } from "#components/time.tsx";
import { requireAws } from "#lib/auth/session.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import { isSymmetricEncryption, type Key, nameOf } from "#lib/kms/key.ts";
import { getRotation, listKeyMaterials } from "#lib/kms/read.ts";
import { type KeyMaterial, reasonSetElsewhere, type Rotation, toSeen } from "#lib/kms/rotation.ts";
import { toRotationSpan } from "#lib/kms/rotation-span.ts";
import { periodInWords } from "../key-words.ts";
import { KeyTimeLine } from "./key-time-line.tsx";
import { MaterialsPanel } from "./materials-panel.tsx";
import { PeriodForm } from "./period-form.tsx";
import { RotateNowSection } from "./rotate-now-section.tsx";
import { TurnOffForm } from "./turn-off-form.tsx";

/** Whether the key rotates, how to change that or rotate it at once, and every rotation that happened. */
export async function RotationPanel({ found }: { found: Key }) {
  const aws = await requireAws();
  const now = new Date();
  const [rotation, materials] = await Promise.all([attempt(getRotation(aws, found)), readMaterials(aws, found)]);
  const nextAt = rotation.ok && rotation.value.status === "on" ? rotation.value.nextAt : null;
  const span = materials?.ok === true ? toRotationSpan(found.createdAt, materials.value, nextAt, now) : null;
  return (
    <div className="grid gap-8">
      {rotation.ok ? (
        <Current found={found} now={now} rotation={rotation.value} />
      ) : (
        <FailureNotice failure={rotation.failure} title="Whether this key rotates is not known" />
      )}
      {materials !== null && <RotateNowSection found={found} materials={materials} rotation={rotation} />}
      {span !== null && <KeyTimeLine span={span} />}
      <Section
        description="Each rotation makes new key material under the same key id and ARN. KMS keeps every generation, so data stays readable; S3 objects stay under the generation they were written with."
        title="Key material"
      >
        <MaterialsPanel found={found} materials={materials} now={now} />
      </Section>
    </div>
  );
}

/** Null for a key that has no generations of material. */
async function readMaterials(aws: Aws, found: Key): Promise<Result<KeyMaterial[]> | null> {
  return isSymmetricEncryption(found) ? attempt(listKeyMaterials(aws, found)) : null;
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
