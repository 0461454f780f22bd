import type { ReactNode } from "react";
import { CommandPanel } from "./command-panel.tsx";

/** Nothing here yet: what this is, the one button that starts it, and its AWS command. */
export function EmptyState({
  title,
  action,
  command,
  children,
}: {
  title: string;
  action?: ReactNode;
  command?: string;
  children: ReactNode;
}) {
  return (
    <div className="rounded-lg border border-dashed border-line px-6 py-8">
      <div className="max-w-[68ch]">
        <h2 className="text-lg font-[600]">{title}</h2>
        <div className="mt-1 text-dim">{children}</div>
        {action !== undefined && <div className="mt-4 flex flex-wrap gap-2">{action}</div>}
      </div>
      {command !== undefined && (
        <div className="mt-5">
          <CommandPanel commands={[{ cli: command }]} />
        </div>
      )}
    </div>
  );
}
