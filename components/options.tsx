"use client";
import type { ReactNode } from "react";

/** The list below a combobox. No <select>: an entry here has two lines, and the focus stays in the text field. */
export function Options({
  id,
  label,
  className,
  children,
}: {
  id: string;
  label: string;
  className: string;
  children: ReactNode;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div aria-label={label} className={`overflow-y-auto ${className}`} id={id} role="listbox" tabIndex={-1}>
      {children}
    </div>
  );
}

/** One entry; the keyboard reaches it through the combobox's aria-activedescendant. */
export function Option({
  id,
  active = false,
  selected,
  disabled = false,
  onChoose,
  onPoint,
  children,
}: {
  id: string;
  active?: boolean;
  selected: boolean;
  disabled?: boolean;
  onChoose?: () => void;
  onPoint?: () => void;
  children: ReactNode;
}) {
  return (
    <div
      aria-disabled={disabled || undefined}
      aria-selected={selected}
      className={`rounded-sm px-2 py-1 ${disabled ? "text-dim" : "cursor-pointer"} ${active && !disabled ? "bg-accent-soft" : ""}`}
      id={id}
      onMouseDown={(event) => {
        event.preventDefault();
        if (!disabled) onChoose?.();
      }}
      onMouseMove={onPoint}
      ref={active ? reveal : undefined}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      tabIndex={-1}
    >
      {children}
    </div>
  );
}

function reveal(element: HTMLElement | null) {
  element?.scrollIntoView({ block: "nearest" });
}
