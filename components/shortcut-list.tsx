"use client";
import { Dialog } from "./ui/dialog.tsx";

const SHORTCUTS: [keys: string[], what: string][] = [
  [["⌘ K", "Ctrl K"], "Go to a page, bucket or key"],
  [["/"], "Filter this page"],
  [["g", "o"], "Overview"],
  [["g", "b"], "Buckets"],
  [["g", "k"], "Keys"],
  [["?"], "This list"],
];

/** What the keyboard can do. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      open
      title="Shortcuts"
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {SHORTCUTS.map(([keys, what]) => (
          <div className="contents" key={what}>
            <dt className="flex gap-1">
              {keys.map((key) => (
                <kbd className="rounded-sm border border-line bg-raise px-1.5 font-mono" key={key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
