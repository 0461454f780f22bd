import Link from "next/link";
import { FailureNotice } from "#components/failure-notice.tsx";
import { RotationLine } from "#components/rotation-line.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { isDataKey, type KeyFacts } from "#lib/posture/key-rules.ts";
import { type KeyTally, tallyKeys } from "#lib/posture/tally.ts";
import { keysHref } from "../keys/search.ts";
import { AsOf } from "./as-of.tsx";
import { readKeys } from "./readings.ts";

/** The customer's own keys for data, by state and rotation, each Region failing alone. */
export async function KeysPanel() {
  const { answer, at } = await readKeys();
  const facts = answer.flatMap(({ keys }) => (keys.ok ? keys.value : []));
  const tally = tallyKeys(facts);
  const read = answer.filter(({ keys }) => keys.ok).map(({ region }) => region);
  return (
    <div className="grid gap-4">
      {answer.map(({ region, keys }) =>
        keys.ok ? null : (
          <FailureNotice
            failure={keys.failure}
            key={region}
            retryHref="/"
            title={`The keys of ${region} are not known`}
          />
        ),
      )}
      {read.length > 0 && (
        <>
          <Totals tally={tally} />
          <RotationLine keys={facts.filter(isOwnDataKey)} later="counted" now={at} />
          <AsOf at={at}>
            <Link className="link" href="/keys">
              All keys
            </Link>{" "}
            of {read.join(", ")}
          </AsOf>
        </>
      )}
    </div>
  );
}

function isOwnDataKey({ key: { described } }: KeyFacts): boolean {
  return described.ok && isDataKey(described.value);
}

/** States in KMS's own words, rotation in ours, and what is left out of both. */
function Totals({ tally }: { tally: KeyTally }) {
  const { states, rotations, data, undescribed, awsManaged, other } = tally;
  const left = [
    undescribed > 0 ? `${undescribed} that AWS did not describe` : null,
    awsManaged > 0 ? `${awsManaged} managed by AWS` : null,
    other > 0 ? `${other} that S3 cannot use` : null,
  ].filter((words) => words !== null);
  return (
    <div className="flex flex-wrap gap-x-10 gap-y-3">
      <Counts
        items={[...states].map(([state, count]) => ({
          label: state,
          count,
          tone: state === "Enabled" ? "" : "text-warn",
          href: keysHref({ state }),
        }))}
        title="State"
      />
      <Counts
        items={[
          { label: "rotating", count: rotations.on, tone: "", href: keysHref({ rotation: "on" }) },
          { label: "rotation off", count: rotations.off, tone: "text-warn", href: keysHref({ rotation: "off" }) },
          {
            label: "not applicable",
            count: rotations["not-applicable"],
            tone: "text-dim",
            href: keysHref({ rotation: "not-applicable" }),
          },
          { label: "not known", count: rotations.unknown, tone: "text-dim", href: keysHref({ rotation: "unknown" }) },
        ].filter(({ label, count }) => count > 0 || label === "rotating")}
        title="Automatic rotation"
      />
      <p className="text-sm text-dim max-xl:basis-full xl:ml-auto xl:self-end">
        {data} {data === 1 ? "customer key" : "customer keys"} for data.
        {left.length > 0 && ` Not counted: ${left.join(", ")}.`}
      </p>
    </div>
  );
}

/** Each figure leads to the keys that it counts. */
function Counts({
  title,
  items,
}: {
  title: string;
  items: { label: string; count: number; tone: string; href: ReturnType<typeof keysHref> }[];
}) {
  return (
    <div>
      <h3 className="text-xs font-[550] text-dim">{title}</h3>
      <ul className="flex flex-wrap gap-x-4">
        {items.map(({ label, count, tone, href }) => (
          <li key={label}>
            <Link className={`rounded-sm hover:underline ${tone}`} href={href} prefetch={false}>
              <b className="font-[600]">{count}</b> {label}
            </Link>
          </li>
        ))}
        {items.length === 0 && <li className="text-dim">No keys</li>}
      </ul>
    </div>
  );
}

export function KeysSkeleton() {
  return <Skeleton lines={5} />;
}
