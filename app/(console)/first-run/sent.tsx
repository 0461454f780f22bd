"use client";

import { useEffect, useRef } from "react";
import { CommandPanel } from "#components/command-panel.tsx";

/** The commands of a step that was just done. It takes the focus that its button had, so the next step is one key away. */
export function Sent({ commands }: { commands: string[] }) {
  const summary = useRef<HTMLElement>(null);

  useEffect(() => summary.current?.focus({ preventScroll: true }), []);

  return (
    <details>
      <summary className="w-fit rounded-sm text-dim hover:text-text" ref={summary}>
        {commands.length === 1 ? "The command that was sent" : `The ${commands.length} commands that were sent`}
      </summary>
      <div className="mt-2">
        <CommandPanel commands={commands.map((cli) => ({ cli }))} />
      </div>
    </details>
  );
}
