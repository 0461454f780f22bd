"use client";
import { type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Icon } from "../icon.tsx";

/**
 * A modal dialog on the browser's own <dialog>: it traps the focus, goes to the first field, or to what has data-first-focus, where something
 * has to be read before, closes on Escape, and gives the focus back.
 * Its children live while it is open, so what was typed is gone when it is opened again. Not to be put into a form or a paragraph.
 */
export function Dialog({
  trigger,
  title,
  description,
  open,
  onOpenChange,
  wide = false,
  children,
}: {
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  wide?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const [own, setOwn] = useState(false);
  const shown = open ?? own;

  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === shown) return;
    if (!shown) {
      element.close();
      return;
    }
    if (document.activeElement instanceof HTMLElement) opener.current ??= document.activeElement;
    element.showModal();
    const field = element.querySelector("[data-first-focus], input:not([type=hidden]), select, textarea");
    if (field instanceof HTMLElement) field.focus();
  }, [shown]);

  function change(next: boolean) {
    setOwn(next);
    onOpenChange?.(next);
  }

  function openFrom(event: MouseEvent) {
    event.preventDefault();
    const pressed = event.target instanceof Element ? event.target.closest("button, a") : null;
    if (pressed instanceof HTMLButtonElement && pressed.disabled) return;
    opener.current = pressed instanceof HTMLElement ? pressed : null;
    change(true);
  }

  function closed() {
    change(false);
    opener.current?.focus();
    opener.current = null;
  }

  return (
    <>
      {trigger !== undefined && (
        <span className="contents" onClick={openFrom} role="presentation">
          {trigger}
        </span>
      )}
      <dialog
        aria-describedby={description === undefined ? undefined : `${id}description`}
        aria-labelledby={`${id}title`}
        className={`m-auto max-h-[min(48rem,calc(100dvh-2rem))] w-[calc(100vw-1.5rem)] overflow-y-auto rounded-lg border border-line bg-panel p-0 text-left font-normal whitespace-normal text-text shadow-xl backdrop:bg-[oklch(0.15_0.02_230/0.45)] ${wide ? "max-w-3xl" : "max-w-lg"}`}
        onClose={closed}
        ref={dialog}
      >
        {shown && (
          <>
            <div className="flex items-start gap-3 px-5 pt-4">
              <h2 className="min-w-0 flex-1 text-lg font-[600] wrap-anywhere" id={`${id}title`}>
                {title}
              </h2>
              <button
                aria-label="Close"
                className="-mt-0.5 -mr-2 grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-raise hover:text-text"
                onClick={() => dialog.current?.close()}
                type="button"
              >
                <Icon name="close" />
              </button>
            </div>
            {description !== undefined && (
              <div className="px-5 pt-1 text-dim" id={`${id}description`}>
                {description}
              </div>
            )}
            <div className="px-5 pt-3 pb-5">{children}</div>
          </>
        )}
      </dialog>
    </>
  );
}
