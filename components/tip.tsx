"use client";
import { type ReactNode, useId, useRef } from "react";

const GAP = 6;

/** Text with more to say on hover and focus; Escape closes it. It lies in the top layer, so no table cuts it off. */
export function Tip({ tip, children }: { tip: ReactNode; children: ReactNode }) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);

  function show() {
    const box = anchor.current?.getBoundingClientRect();
    const element = popover.current;
    if (box === undefined || element === null || element.matches(":popover-open")) return;
    element.showPopover();
    const { offsetWidth, offsetHeight } = element;
    const below = box.bottom + GAP + offsetHeight < window.innerHeight;
    element.style.left = `${Math.max(GAP, Math.min(box.left, window.innerWidth - offsetWidth - GAP))}px`;
    element.style.top = `${below ? box.bottom + GAP : Math.max(GAP, box.top - GAP - offsetHeight)}px`;
  }

  function hide() {
    popover.current?.hidePopover();
  }

  return (
    <span
      className="inline-flex align-middle"
      role="presentation"
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => {
        if (event.key === "Escape") hide();
      }}
    >
      <button
        aria-describedby={id}
        className="-mx-1 inline-flex min-h-6 cursor-help flex-wrap items-center gap-x-2 rounded-sm px-1 text-left whitespace-nowrap print:inline-flex!"
        onClick={show}
        ref={anchor}
        type="button"
      >
        {children}
      </button>
      <div
        className="fixed inset-auto m-0 max-w-[min(22rem,calc(100vw-1rem))] rounded-md border border-line bg-panel px-3 py-2 text-sm wrap-anywhere whitespace-normal shadow-lg"
        id={id}
        popover="manual"
        ref={popover}
        role="tooltip"
      >
        {tip}
      </div>
    </span>
  );
}
