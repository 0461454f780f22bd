"use client";
import { useState } from "react";
import { Icon } from "./icon.tsx";

const SHOWN_MS = 1600;

/** Copies a text. With `word` it is a button that says "Copy"; without, a small icon. */
export function CopyButton({ text, label = "Copy", word = false }: { text: string; label?: string; word?: boolean }) {
  const [said, setSaid] = useState<"" | "Copied" | "Not copied">("");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Not copied");
    }
    setTimeout(() => setSaid(""), SHOWN_MS);
  }

  return (
    <button
      aria-label={word ? undefined : label}
      className={
        word
          ? "rounded-sm px-1 font-[550] text-accent hover:underline"
          : "inline-grid size-6 shrink-0 place-items-center rounded-sm align-middle text-dim hover:bg-raise hover:text-text"
      }
      data-copy=""
      onClick={() => void copy()}
      title={word ? undefined : label}
      type="button"
    >
      {word ? said || label : <Icon name={said === "Copied" ? "check" : "copy"} size={14} />}
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
    </button>
  );
}
