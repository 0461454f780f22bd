"use client";
import { type ReactNode, useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { Notice } from "#components/notice.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { HolderContext, useBoard, useHolder } from "../../outcomes/board-context.ts";

/** What came of a change, in words that what is read from AWS made true, and the commands. */
type Done = { words: string; commands: string[] };

/**
 * Dialogs for the changes of one kind of thing, and what the last of them sent, which stays when its row is gone.
 * `children` gets what opens a dialog.
 */
export function Changes<Change>({
  title,
  renderForm,
  children,
}: {
  title: (change: Change) => string;
  /** `finish` closes the dialog and shows what was read back. */
  renderForm: (change: Change, finish: (words: string, commands: string[]) => void) => ReactNode;
  children: (open: (change: Change) => void) => ReactNode;
}) {
  const [change, setChange] = useState<Change | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const holder = useHolder();
  const tell = useBoard();

  function finish(words: string, commands: string[]) {
    setDone({ words, commands });
    setChange(null);
  }

  function putAway() {
    setDone(null);
    tell({ type: "forgotten", holder });
  }

  function open(next: Change) {
    putAway();
    setChange(next);
  }

  return (
    <div className="grid gap-3">
      {children(open)}
      <Dialog
        onOpenChange={(next) => {
          if (next || change === null) return;
          putAway();
          setChange(null);
        }}
        open={change !== null}
        title={change === null ? "" : title(change)}
        wide
      >
        <HolderContext value={holder}>{change !== null && renderForm(change, finish)}</HolderContext>
      </Dialog>
      {done !== null && (
        <div className="grid max-w-[96ch] gap-3">
          <Notice live tone="ok">
            {done.words}
          </Notice>
          <CommandPanel commands={done.commands.map((cli) => ({ cli }))} title="What was sent" />
        </div>
      )}
    </div>
  );
}
