import { Section } from "#components/section.tsx";
import { utcTime } from "#components/time.tsx";
import { type RotationSpan, rotationsInWords } from "#lib/kms/rotation-span.ts";

const WORDS = { created: "Created", rotated: "Rotated", next: "Next rotation" };

/** A key's rotations on one line, those that were and the one to come. The table below says the same in words. */
export function KeyTimeLine({ span }: { span: RotationSpan }) {
  const count = rotationsInWords(span);
  const label = `From ${dayOf(span.from)} to ${dayOf(span.to)}: ${count}`;
  return (
    <Section title="Time line">
      <figure className="max-w-[96ch]">
        <svg aria-label={label} className="h-6 w-full overflow-visible text-accent" role="img">
          <line className="text-line" stroke="currentColor" x1="0" x2="100%" y1="12" y2="12" />
          <line stroke="currentColor" strokeWidth="2" x1="0" x2={`${span.today}%`} y1="12" y2="12" />
          <line className="text-dim" stroke="currentColor" x1={`${span.today}%`} x2={`${span.today}%`} y1="2" y2="22" />
          {span.marks.map(({ kind, at, percent, type }) => (
            <circle
              cx={`${percent}%`}
              cy="12"
              fill={kind === "rotated" ? "currentColor" : "var(--color-panel)"}
              key={`${kind}${at.getTime()}`}
              r={kind === "created" ? 3.5 : 5}
              stroke="currentColor"
              strokeDasharray={kind === "next" ? "2 2" : undefined}
              strokeWidth="2"
            >
              <title>{`${WORDS[kind]}${type === "ON_DEMAND" ? " on demand" : ""}, ${utcTime(at)}`}</title>
            </circle>
          ))}
        </svg>
        <figcaption className="flex flex-wrap justify-between gap-x-6 text-sm text-dim">
          <span>
            {span.marks[0]?.kind === "created" ? "Created" : "From"} {dayOf(span.from)}
          </span>
          {/* What happened on one day is one mark. */}
          <span>
            {count}
            {span.today < 85 && span.today > 15 && " · the upright is today"}
          </span>
          <span>
            {span.marks.at(-1)?.kind === "next" ? "Next rotation" : "Today"} {dayOf(span.to)}
          </span>
        </figcaption>
      </figure>
    </Section>
  );
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
