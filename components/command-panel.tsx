"use client";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { CopyButton } from "./copy-button.tsx";

const WORDS = { cli: "AWS CLI", terraform: "Terraform" };
const TAB =
  "border-b-2 border-transparent py-[7px] font-[520] text-dim aria-selected:border-accent aria-selected:text-text";

/** What will be sent, as the commands that do the same. */
export function CommandPanel({
  commands,
  title,
}: {
  commands: { cli: string; terraform?: string | null | undefined }[];
  title?: string;
}) {
  const id = useId();
  const tabs = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<keyof typeof WORDS>("cli");
  const terraform = commands.flatMap((command) => command.terraform ?? []).join("\n\n");
  const shown = terraform === "" ? "cli" : chosen;
  const text = shown === "cli" ? commands.map(({ cli }) => cli).join("\n\n") : terraform;

  function switchTab(event: KeyboardEvent) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    setChosen(shown === "cli" ? "terraform" : "cli");
    tabs.current?.querySelector<HTMLElement>('[aria-selected="false"]')?.focus();
  }

  return (
    <div className="min-w-0 overflow-clip rounded-lg border border-line bg-panel print:break-inside-avoid">
      <div className="flex items-center gap-3.5 border-b border-line px-3">
        {title !== undefined && <span className="text-dim">{title}</span>}
        {terraform === "" ? (
          <span className="py-2 font-[550]">{WORDS.cli}</span>
        ) : (
          <div aria-label={title ?? "The same as a command"} className="flex gap-3.5" ref={tabs} role="tablist">
            {(["cli", "terraform"] as const).map((tab) => (
              <button
                aria-controls={`${id}text`}
                aria-selected={tab === shown}
                className={TAB}
                id={`${id}${tab}`}
                key={tab}
                onClick={() => setChosen(tab)}
                onKeyDown={switchTab}
                role="tab"
                tabIndex={tab === shown ? 0 : -1}
                type="button"
              >
                {WORDS[tab]}
              </button>
            ))}
          </div>
        )}
        <span className="ml-auto">
          <CopyButton text={text} word />
        </span>
      </div>
      <pre
        aria-label={`${title === undefined ? "" : `${title}, `}${WORDS[shown]}`}
        className="max-h-96 overflow-auto px-3.5 py-2.5 text-sm -outline-offset-2"
        id={`${id}text`}
        role={terraform === "" ? "group" : "tabpanel"}
        tabIndex={0}
      >
        <code className="text-[1em]">{text}</code>
      </pre>
    </div>
  );
}
