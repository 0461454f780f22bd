import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

const TONES = {
  info: { box: "bg-accent-soft", mark: "text-accent", icon: "info" },
  ok: { box: "bg-ok-soft", mark: "text-ok", icon: "check" },
  warn: { box: "bg-warn-soft", mark: "text-warn", icon: "alert" },
  bad: { box: "bg-bad-soft", mark: "text-bad", icon: "stop" },
} as const;

/** Something to know before going on. `live` announces it: only for what appears after the page did. */
export function Notice({
  tone = "info",
  title,
  actions,
  live = false,
  children,
}: {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  actions?: ReactNode;
  live?: boolean;
  children?: ReactNode;
}) {
  const { box, mark, icon } = TONES[tone];
  return (
    <div
      className={`flex max-w-[96ch] gap-3 rounded-lg border border-transparent px-3.5 py-2.5 print:border-line ${box}`}
      role={live ? "alert" : undefined}
    >
      <Icon className={`mt-0.5 ${mark}`} name={icon} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title !== undefined && <p className={`font-[600] ${mark}`}>{title}</p>}
        {children}
        {actions !== undefined && <div className="mt-2 flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}
