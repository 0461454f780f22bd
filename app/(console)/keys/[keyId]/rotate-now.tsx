"use client";
import { Button } from "#components/ui/button.tsx";
import { ON_DEMAND_ROTATIONS, toRotateKeyOnDemand } from "#lib/kms/rotate-now.ts";
import { ChangeForm } from "./change-form.tsx";
import { Changes } from "./changes.tsx";
import { rotateNowAction } from "./rotation-actions.ts";

/** Rotates a key at once, after saying what that does and does not do. */
export function RotateNow({
  arn,
  region,
  name,
  seen,
  left,
  nextAt,
}: {
  arn: string;
  region: string;
  name: string;
  /** The id of the material that is current. */
  seen: string;
  /** How many of the 25 are left. */
  left: number;
  /** When KMS rotates it by itself, in words; null when it does not. */
  nextAt: string | null;
}) {
  const input = toRotateKeyOnDemand(arn);
  return (
    <Changes<"rotate">
      renderForm={(_, finish) => (
        <ChangeForm
          action={rotateNowAction}
          calls={[{ service: "kms", operation: "RotateKeyOnDemand", region, input }]}
          expected={name}
          failed={{ thing: "the key", done: "rotated" }}
          hidden={{ arn, seen }}
          onDone={(commands, materialId) =>
            finish(
              materialId === undefined
                ? "AWS reads back: the rotation has begun and is under way. Reload the page to see it done."
                : `AWS reads back: key material …${materialId.slice(-8)} is current.`,
              commands,
            )
          }
          verb="Rotate now"
        >
          {() => (
            <>
              <p>
                {left} of {ON_DEMAND_ROTATIONS} rotations on demand left → {left - 1} left. Nobody, AWS neither, can add
                to them or take a rotation back.
              </p>
              <ul className="grid list-disc gap-1 pl-4">
                <li>New data keys are wrapped with new key material from then on, under the same key id and ARN.</li>
                <li>
                  No data is re-encrypted, and no data key is. Objects that exist stay under the material they were
                  written with; if that material leaked, copy them to move them.
                </li>
                <li>Every generation is kept, so everything stays readable. Nothing has to be changed anywhere.</li>
                <li>
                  {nextAt === null
                    ? "Automatic rotation stays off."
                    : `The automatic schedule stays as it is: the next rotation is still ${nextAt}.`}
                </li>
                <li>KMS refuses with ConflictException while a rotation is under way or due within 20 minutes.</li>
              </ul>
            </>
          )}
        </ChangeForm>
      )}
      title={() => "Rotate now"}
    >
      {(open) => (
        <div>
          <Button onClick={() => open("rotate")}>Rotate now…</Button>
        </div>
      )}
    </Changes>
  );
}
