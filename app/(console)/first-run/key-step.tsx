import { UnknownBadge } from "#components/encryption-badge.tsx";
import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Notice } from "#components/notice.tsx";
import { Time } from "#components/time.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { reasonOf, type Result } from "#lib/aws/result.ts";
import { aliasOf, type Key, nameOf, reasonS3CannotUse } from "#lib/kms/key.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { isDataKey } from "#lib/posture/key-rules.ts";
import { readKeys } from "../overview/readings.ts";
import { Existing } from "./existing.tsx";
import { KeyForm } from "./key-form.tsx";
import type { FirstRunPlace } from "./place.ts";
import { placeHref } from "./place-href.ts";
import { ReadFailure } from "./read-failure.tsx";
import { readKey } from "./readings.ts";
import { Step } from "./step.tsx";

/** Step 1: a key of one's own, made here or one that exists. */
export async function KeyStep({ place }: { place: FirstRunPlace }) {
  const aws = await requireAws();
  const found = place.key === null ? null : await readKey(place.key, place.region);
  const reason = found?.key.ok ? reasonS3CannotUse(found.key.value) : null;
  const done = found !== null && found.key.ok && reason === null;
  const identity = done ? null : await attempt(getIdentity(aws));
  return (
    <Step
      number={1}
      readBy="DescribeKey, GetKeyRotationStatus"
      state={done ? "done" : "current"}
      title="A key of your own"
    >
      {found?.key.ok && <KeyFacts found={found.key.value} now={found.at} rotation={found.rotation} />}
      {reason !== null && (
        <Notice title="S3 cannot use this key" tone="warn">
          {reason}
        </Notice>
      )}
      {found !== null && !found.key.ok && (
        <ReadFailure failure={found.key.failure} place={place} what={`key ${place.key}`} />
      )}
      {identity !== null && !identity.ok && (
        <FailureNotice
          failure={identity.failure}
          retryHref={placeHref(place)}
          title="The account that will own the key is not known"
        />
      )}
      <KeyForm
        done={done}
        owner={
          identity?.ok
            ? { accountId: identity.value.accountId, partition: identity.value.arn.split(":")[1] ?? "aws" }
            : null
        }
        region={aws.region}
        regions={aws.regions}
      />
      {!done && <ExistingKeys place={place} />}
    </Step>
  );
}

function KeyFacts({ found, rotation, now }: { found: Key; rotation: Result<Rotation>; now: Date }) {
  return (
    <Facts
      items={[
        { term: "Key", detail: <KeyName alias={aliasOf(found)} arn={found.arn} href={keyHref(found.arn)} /> },
        { term: "State", detail: found.state },
        { term: "Rotation", detail: <RotationWords now={now} rotation={rotation} /> },
        { term: "Region", detail: found.region },
      ]}
    />
  );
}

function RotationWords({ rotation, now }: { rotation: Result<Rotation>; now: Date }) {
  if (!rotation.ok) return <UnknownBadge failure={rotation.failure} reason={reasonOf(rotation.failure)} />;
  const { value } = rotation;
  if (value.status === "not-applicable") return <>{value.reason}</>;
  if (value.status === "off") return <span className="text-warn">Off</span>;
  return (
    <>
      On{value.periodDays !== null && `, every ${value.periodDays} days`}
      {value.nextAt !== null && (
        <>
          , next <Time at={value.nextAt} now={now} />
        </>
      )}
    </>
  );
}

async function ExistingKeys({ place }: { place: FirstRunPlace }) {
  const { answer } = await readKeys();
  const keys = answer
    .flatMap(({ keys: found }) => (found.ok ? found.value : []))
    .flatMap(({ key: { described } }) => (described.ok ? [described.value] : []))
    .filter((key) => isDataKey(key) && reasonS3CannotUse(key) === null);
  return (
    <Existing
      keep={{ bucket: place.bucket }}
      label="Or take a key that exists"
      name="key"
      options={keys.map((key) => ({ value: key.arn, label: `${nameOf(key)} · ${key.region}` }))}
    />
  );
}
