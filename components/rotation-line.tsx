import Link from "next/link";
import { reasonOf } from "#lib/aws/result.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { KeyFacts } from "#lib/posture/key-rules.ts";
import { type Axis, axisOf, type Moment, momentOf, percentOf } from "#lib/posture/time-axis.ts";
import { Time } from "./time.tsx";

const ROWS = 12;

type Row = { facts: KeyFacts; moment: Moment | null };

/**
 * What comes next for each key, on one line of time: its next rotation, or its deletion. Those after the first are
 * counted, or folded away on the same line.
 */
export function RotationLine({ keys, now, later: how }: { keys: KeyFacts[]; now: Date; later: "counted" | "folded" }) {
  if (keys.length === 0) return null;
  const rows = keys
    .map((facts): Row => ({ facts, moment: momentOf(facts) }))
    .sort((one, other) => (one.moment?.at.getTime() ?? Infinity) - (other.moment?.at.getTime() ?? Infinity));
  const [first, later] = [rows.slice(0, ROWS), rows.slice(ROWS)];
  const axis = axisOf(
    now,
    (how === "folded" ? rows : first).flatMap(({ moment }) => moment?.at ?? []),
  );
  return (
    <div className="grid gap-1">
      <h3 className="sr-only">What comes next for each key</h3>
      <Marks axis={axis} />
      <Rows axis={axis} now={now} rows={first} />
      {later.length > 0 && how === "counted" && <p className="text-sm text-dim">and {later.length} more keys</p>}
      {later.length > 0 && how === "folded" && (
        <details className="min-w-0">
          <summary className="w-fit cursor-pointer rounded-sm py-1.5 text-sm">
            {later.length.toLocaleString("en")} more {later.length === 1 ? "key" : "keys"}, later
          </summary>
          <Rows axis={axis} now={now} rows={later} />
        </details>
      )}
    </div>
  );
}

function Marks({ axis }: { axis: Axis }) {
  return (
    <div aria-hidden="true" className={`${GRID} max-md:hidden`}>
      <div className="col-start-2 flex text-xs text-dim">
        {axis.marks.map(({ label, percent, width }) => (
          <span
            className="group/mark h-4 shrink-0 border-l border-line pl-1 whitespace-nowrap max-xl:even:border-transparent"
            key={percent}
            style={{ width: `${width}%` }}
          >
            {/* Where the line is short, every second name has the room of two. */}
            <span className="max-xl:group-even/mark:hidden">{width > label.length * ROOM ? label : ""}</span>
          </span>
        ))}
      </div>
    </div>
  );
}

function Rows({ rows, axis, now }: { rows: Row[]; axis: Axis; now: Date }) {
  return (
    <ul>
      {rows.map(({ facts, moment }) => (
        <li className={`${GRID} items-center border-t border-line py-1.5`} key={facts.key.arn}>
          <Link
            className="min-w-0 rounded-sm font-mono text-sm wrap-anywhere hover:underline"
            href={keyHref(facts.key.arn)}
            title={facts.key.arn}
          >
            {facts.key.aliases?.[0] ?? ""} <span className="text-dim">…{facts.key.keyId.slice(-8)}</span>
          </Link>
          <Track moment={moment} percent={moment === null ? null : percentOf(axis, moment.at)} />
          <span className="text-sm md:text-right">
            <Words facts={facts} moment={moment} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Percent of the line that a letter of a label needs. */
const ROOM = 1.6;

const GRID = "grid gap-x-5 gap-y-1 md:grid-cols-[minmax(11rem,17rem)_minmax(0,1fr)_13rem]";

/** From today to what comes next; its words stand beside it. */
function Track({ percent, moment }: { percent: number | null; moment: Moment | null }) {
  const tone = moment?.kind === "deletion" ? "text-bad" : "text-accent";
  return (
    <svg
      aria-hidden="true"
      className={`h-3 w-full overflow-visible ${tone} ${percent === null ? "max-md:hidden" : ""}`}
    >
      <line
        className="text-line"
        stroke="currentColor"
        strokeDasharray={percent === null ? "2 4" : undefined}
        x1="0"
        x2="100%"
        y1="6"
        y2="6"
      />
      {percent !== null && (
        <>
          <line stroke="currentColor" strokeWidth="2" x1="0" x2={`${percent}%`} y1="6" y2="6" />
          {moment?.kind === "deletion" ? (
            <svg overflow="visible" x={`${percent}%`} y="6">
              <path d="m-4-4 8 8M-4 4l8-8" stroke="currentColor" strokeLinecap="round" strokeWidth="2" />
            </svg>
          ) : (
            <circle cx={`${percent}%`} cy="6" fill="currentColor" r="4.5" />
          )}
        </>
      )}
    </svg>
  );
}

function Words({ facts, moment, now }: { facts: KeyFacts; moment: Moment | null; now: Date }) {
  if (moment?.kind === "deletion") {
    return (
      <span className="text-bad">
        deleted <Time at={moment.at} now={now} />
      </span>
    );
  }
  if (moment !== null) {
    return (
      <>
        rotates <Time at={moment.at} now={now} />
        {moment.periodDays !== null && <span className="text-dim">, every {moment.periodDays} d</span>}
      </>
    );
  }
  const { key, rotation } = facts;
  const state = key.described.ok ? key.described.value.state : "not known";
  if (!rotation.ok) return <span className="text-dim">Rotation not known, {reasonOf(rotation.failure)}</span>;
  if (rotation.value.status === "off") return <span className="text-warn">Rotation off</span>;
  if (rotation.value.status === "on") return <span className="text-dim">Rotation on, date not reported</span>;
  return (
    <span className={state === "Enabled" ? "text-dim" : "text-warn"}>
      {state === "Enabled" ? "Rotation does not apply" : state}
    </span>
  );
}
