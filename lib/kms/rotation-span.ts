import type { KeyMaterial } from "./rotation.ts";

/** A line of time of one key: from its creation to its next rotation or, without one, to today. */
export type RotationSpan = {
  from: Date;
  to: Date;
  /** Percent of the line. */
  today: number;
  marks: { kind: "created" | "rotated" | "next"; at: Date; percent: number; type: string | null }[];
};

/** What happened to a key's material and what comes next, on one line. Null where AWS says nothing that has a date. */
export function toRotationSpan(
  createdAt: Date | null,
  materials: readonly KeyMaterial[],
  nextAt: Date | null,
  now: Date,
): RotationSpan | null {
  const rotated = materials.flatMap(({ rotatedAt, type }) => (rotatedAt === null ? [] : [{ at: rotatedAt, type }]));
  const events = [
    ...(createdAt === null ? [] : [{ kind: "created" as const, at: createdAt, type: null }]),
    ...rotated.map((one) => ({ kind: "rotated" as const, ...one })),
    ...(nextAt === null ? [] : [{ kind: "next" as const, at: nextAt, type: null }]),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const times = [...events.map(({ at }) => at.getTime()), now.getTime()];
  const [from, to] = [Math.min(...times), Math.max(...times)];
  if (events.length === 0 || from === to) return null;
  const percentOf = (at: Date) => ((at.getTime() - from) / (to - from)) * 100;
  return {
    from: new Date(from),
    to: new Date(to),
    today: percentOf(now),
    marks: events.map((event) => ({ ...event, percent: percentOf(event.at) })),
  };
}

/** "3 rotations so far, 2 of them on demand". */
export function rotationsInWords({ marks }: Pick<RotationSpan, "marks">): string {
  const rotated = marks.filter(({ kind }) => kind === "rotated");
  if (rotated.length === 0) return "No rotation so far";
  const onDemand = rotated.filter(({ type }) => type === "ON_DEMAND").length;
  const all = `${rotated.length.toLocaleString("en")} ${rotated.length === 1 ? "rotation" : "rotations"} so far`;
  if (onDemand === 0) return all;
  return onDemand === rotated.length ? `${all}, on demand` : `${all}, ${onDemand} of them on demand`;
}
