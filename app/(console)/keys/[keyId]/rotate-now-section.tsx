import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { utcTime } from "#components/time.tsx";
import type { Failure, Result } from "#lib/aws/result.ts";
import { reasonOf } from "#lib/aws/result.ts";
import { type Key, nameOf } from "#lib/kms/key.ts";
import {
  currentMaterial,
  hasWaitingMaterial,
  ON_DEMAND_ROTATIONS,
  reasonCannotRotateNow,
  rotationsLeft,
} from "#lib/kms/rotate-now.ts";
import type { KeyMaterial, Rotation } from "#lib/kms/rotation.ts";
import { RotateNow } from "./rotate-now.tsx";

/** Rotation on demand: whether it can be, how many are left, and the button. */
export function RotateNowSection({
  found,
  materials,
  rotation,
}: {
  found: Key;
  materials: Result<KeyMaterial[]>;
  rotation: Result<Rotation>;
}) {
  return (
    <Section
      description={`At once, beside the automatic schedule, ${ON_DEMAND_ROTATIONS} times in a key's life.`}
      title="Rotation on demand"
    >
      <Body found={found} materials={materials} rotation={rotation} />
    </Section>
  );
}

function Body({
  found,
  materials,
  rotation,
}: {
  found: Key;
  materials: Result<KeyMaterial[]>;
  rotation: Result<Rotation>;
}) {
  const reason = reasonCannotRotateNow(found);
  if (reason !== null) return <Notice>{reason}</Notice>;
  if (!materials.ok) return <Unknown failure={materials.failure} />;
  const left = rotationsLeft(materials.value);
  const used = ON_DEMAND_ROTATIONS - left;
  if (left === 0)
    return <Notice tone="warn">All {ON_DEMAND_ROTATIONS} rotations on demand of this key are used up.</Notice>;
  const needsImport = found.origin === "EXTERNAL" && !hasWaitingMaterial(materials.value);
  return (
    <div className="grid gap-3">
      <p>
        {used} of {ON_DEMAND_ROTATIONS} used, <b className="font-[600]">{left} left</b>
      </p>
      {needsImport ? (
        <Notice>
          This key’s material was imported. Import new material with ImportKeyMaterial and the import type
          NEW_KEY_MATERIAL first; then it can be rotated to that.
        </Notice>
      ) : (
        <RotateNow
          arn={found.arn}
          left={left}
          name={nameOf(found)}
          nextAt={
            rotation.ok && rotation.value.status === "on" && rotation.value.nextAt !== null
              ? utcTime(rotation.value.nextAt)
              : null
          }
          region={found.region}
          seen={currentMaterial(materials.value)}
        />
      )}
    </div>
  );
}

function Unknown({ failure }: { failure: Failure }) {
  return (
    <Notice tone="warn">
      How many rotations on demand are left is not known ({reasonOf(failure)}), so none is offered.
    </Notice>
  );
}
