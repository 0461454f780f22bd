import type { ReactNode } from "react";

/** A page that says one thing: not found, or broken. */
export function FullPage({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="max-w-[68ch] py-10">
      <h1 className="text-xl font-[640] tracking-[-0.015em]">{title}</h1>
      <div className="mt-2 text-dim">{children}</div>
      {actions !== undefined && <div className="mt-5 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
