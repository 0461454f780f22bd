import type { ReactNode } from "react";
import { type MarkType, TONES } from "./encryption-tone.ts";

/** The layer at the back, cut where the one in front begins, so that both still read in one colour. */
const BACK =
  "M3.5 1h4A2.5 2.5 0 0 1 10 3.5V5H8.5A3.5 3.5 0 0 0 5 8.5V10H3.5A2.5 2.5 0 0 1 1 7.5v-4A2.5 2.5 0 0 1 3.5 1Z";

const FRONT = <rect fill="currentColor" height="9" rx="2.5" width="9" x="6" y="6" />;

const UNSURE = (
  <>
    <rect
      height="12.6"
      rx="3"
      stroke="currentColor"
      strokeDasharray="2.2 2"
      strokeWidth="1.3"
      width="12.6"
      x="1.7"
      y="1.7"
    />
    <path
      d="M6.3 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.9.6-.9 1.3M8 11.2v.1"
      stroke="currentColor"
      strokeLinecap="round"
      strokeWidth="1.4"
    />
  </>
);

/** One shape per kind; two layers are two filled squares. */
const SHAPES = {
  "DSSE-KMS": (
    <>
      <path d={BACK} fill="currentColor" opacity=".6" />
      {FRONT}
    </>
  ),
  "SSE-KMS": (
    <>
      <path
        d="M9.3 4.3v-.6a2 2 0 0 0-2-2H3.7a2 2 0 0 0-2 2v3.6a2 2 0 0 0 2 2h.6"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.4"
      />
      {FRONT}
    </>
  ),
  "SSE-S3": <rect height="9.6" rx="2.5" stroke="currentColor" strokeWidth="1.4" width="9.6" x="3.2" y="3.2" />,
  "SSE-C": (
    <>
      <circle cx="5" cy="10.8" r="3.1" stroke="currentColor" strokeWidth="1.5" />
      <path d="m7.3 8.6 6-6M10.4 5.6l2.2 2.2" stroke="currentColor" strokeLinecap="round" strokeWidth="1.5" />
    </>
  ),
  none: (
    <>
      <rect height="9.6" rx="2.5" stroke="currentColor" strokeWidth="1.4" width="9.6" x="3.2" y="3.2" />
      <path d="m1.5 14.5 13-13" stroke="currentColor" strokeLinecap="round" strokeWidth="1.5" />
    </>
  ),
  other: UNSURE,
  unknown: UNSURE,
} satisfies Record<MarkType, ReactNode>;

/** The shape alone, in its colour; a word must stand beside it. */
export function EncryptionMark({ type, size = 16 }: { type: MarkType; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      className={`shrink-0 ${TONES[type].text}`}
      fill="none"
      height={size}
      viewBox="0 0 16 16"
      width={size}
    >
      {SHAPES[type]}
    </svg>
  );
}
