import type { ReactNode } from "react";

/** How far a piece of long work is; a null value means that the end is not known yet. */
export function Progress({
  value,
  max,
  label,
  children,
}: {
  value: number | null;
  max: number;
  label: string;
  /** What stands at the right: a rate, an estimate. */
  children?: ReactNode;
}) {
  return (
    <div>
      <div className="mb-1 flex flex-wrap justify-between gap-x-4 text-sm">
        <span>{label}</span>
        {children !== undefined && <span className="text-dim">{children}</span>}
      </div>
      <progress aria-label={label} className="bar" max={Math.max(1, max)} value={value ?? undefined} />
    </div>
  );
}
