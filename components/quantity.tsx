const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const STEP = 1024;

const separated = new Intl.NumberFormat("en");

/** "48.2 MiB": one decimal below 100, none above. */
export function formatSize(bytes: number): string {
  if (bytes < STEP) return `${bytes} B`;
  let value = bytes / STEP;
  let unit = 0;
  while (Number(value.toFixed(value < 100 ? 1 : 0)) >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  return `${value.toFixed(value < 99.95 ? 1 : 0)} ${UNITS[unit] ?? ""}`;
}

/** "1,421". */
export function formatCount(value: number): string {
  return separated.format(value);
}

/** "1,421 bytes". */
export function formatBytes(bytes: number): string {
  return `${formatCount(bytes)} ${bytes === 1 ? "byte" : "bytes"}`;
}

/** Null is a size that AWS did not report, or not as a number of bytes. */
export function Size({ bytes }: { bytes: number | null }) {
  if (bytes === null) return <span className="text-dim">not reported</span>;
  return (
    <span className="whitespace-nowrap" title={formatBytes(bytes)}>
      {formatSize(bytes)}
    </span>
  );
}

export function Count({ value }: { value: number }) {
  return <span className="whitespace-nowrap">{formatCount(value)}</span>;
}
