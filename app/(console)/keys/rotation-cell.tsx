import { UnknownBadge } from "#components/encryption-badge.tsx";
import { Tag } from "#components/tag.tsx";
import { Time } from "#components/time.tsx";
import { Tip } from "#components/tip.tsx";
import { reasonOf, type Result } from "#lib/aws/result.ts";
import type { Rotation } from "#lib/kms/rotation.ts";

/** Whether, how often and when next a key rotates, in a cell. What cannot apply and what is not known never read as off. */
export function RotationCell({ rotation, now }: { rotation: Result<Rotation>; now: Date }) {
  if (!rotation.ok) return <UnknownBadge failure={rotation.failure} reason={reasonOf(rotation.failure)} />;
  const { value } = rotation;
  switch (value.status) {
    case "on":
      return (
        <>
          On · {value.periodDays === null ? "period not reported" : `${value.periodDays.toLocaleString("en")} days`}
          {value.nextAt !== null && (
            <span className="text-dim">
              {" "}
              · next <Time at={value.nextAt} now={now} />
            </span>
          )}
        </>
      );
    case "off":
      return <Tag tone="warn">Off</Tag>;
    case "not-applicable":
      return (
        <Tip tip={value.reason}>
          <span className="text-dim underline decoration-dotted underline-offset-3">Cannot be set</span>
        </Tip>
      );
  }
}
