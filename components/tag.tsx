import type { ReactNode } from "react";

const TONES = {
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  accent: "bg-accent-soft text-accent",
  neutral: "bg-raise text-dim",
};

/** A word or two beside a name: "below default", "other key". */
export function Tag({ tone = "neutral", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span
      className={`inline-block rounded-sm px-1.5 py-px align-middle text-xs font-[550] whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
