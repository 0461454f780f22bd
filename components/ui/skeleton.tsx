const WIDTHS = ["100%", "86%", "94%", "72%"];

/** A quiet stand-in for lines that are being read; `width` is any CSS length. */
export function Skeleton({ lines = 1, width }: { lines?: number; width?: string }) {
  return (
    <span className="block">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: lines }, (_, line) => (
        <span
          aria-hidden="true"
          className="shimmer my-2 block h-2.5 max-w-full"
          key={line}
          style={{ width: width ?? WIDTHS[line % WIDTHS.length] }}
        />
      ))}
    </span>
  );
}
