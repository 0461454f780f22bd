/** Our few line icons, drawn on 16 × 16; server-rendered, so they cost a browser nothing. */
const PATHS = {
  alert: "M8 2.2 14.6 13.5H1.4L8 2.2ZM8 6.5v3M8 11.6v.1",
  stop: "M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4l3.6-3.6ZM8 5v3.6M8 10.9v.1",
  info: "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM8 7.4v3.4M8 5.1v.1",
  check: "m3 8.5 3.4 3.4L13 4.6",
  copy: "M5.8 5.8h7.4v7.4H5.8zM10.2 5.8v-3H2.8v7.4h3",
  close: "m3.5 3.5 9 9M12.5 3.5l-9 9",
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M12.8 3.2l-1 1M4.2 11.8l-1 1",
  moon: "M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7Z",
  chevron: "m4.2 6.2 3.8 3.8 3.8-3.8",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      className={className === undefined ? "shrink-0" : `shrink-0 ${className}`}
      fill="none"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth={1.4}
      viewBox="0 0 16 16"
      width={size}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
