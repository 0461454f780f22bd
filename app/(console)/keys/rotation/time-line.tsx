import { utcTime } from "#components/time.tsx";
import { RotationLine } from "#components/rotation-line.tsx";
import { Section } from "#components/section.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { reasonOf } from "#lib/aws/result.ts";
import { listInWords, offLine, toFacts } from "#lib/posture/rotation-line.ts";
import { momentOf } from "#lib/posture/time-axis.ts";
import { readRotations } from "./readings.ts";

/** The coming rotations and deletions of all keys in all Regions, on one line; who is not on it is counted. */
export async function TimeLine() {
  const { regions } = await requireAws();
  const readings = await Promise.all(regions.map(readRotations));
  const facts = readings.flatMap(({ listed }) => (listed.ok ? toFacts(listed.value) : []));
  const dated = facts.filter((one) => momentOf(one) !== null);
  const left = offLine(facts);
  const unread = readings.flatMap(({ region, listed }) =>
    listed.ok ? [] : [`${region} (${reasonOf(listed.failure)})`],
  );
  const at = new Date(Math.min(...readings.map((one) => one.at.getTime())));
  return (
    <Section
      description={`The next rotation or deletion of each key, as AWS reported it at ${utcTime(at)}. A change of the period moves it.`}
      title="What comes next"
    >
      {unread.length > 0 && (
        <p className="text-warn">
          Not known, so not on the line: the keys of {listInWords(unread)}. What comes next there may come sooner.
        </p>
      )}
      {dated.length === 0 && unread.length < regions.length && (
        <p className="text-dim">AWS reports no coming rotation and no deletion of a customer managed key.</p>
      )}
      <RotationLine keys={dated} later="folded" now={at} />
      {left !== null && <p className="text-sm text-dim">{left}</p>}
    </Section>
  );
}
