"use client";
import { type ReactNode, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { HolderContext, useBoard, useHolder } from "../../../outcomes/board-context.ts";

/** What a setting is, and a button that opens its form below in place. */
export function Changeable({ fact, what, children }: { fact: ReactNode; what: string; children: ReactNode }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const holder = useHolder();
  const tell = useBoard();

  function toggle() {
    tell({ type: "forgotten", holder });
    setOpen(!open);
  }
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="max-w-[80ch] min-w-0 flex-[1_1_18rem]">{fact}</div>
        <Button
          aria-controls={id}
          aria-expanded={open}
          aria-label={open ? `Close: ${what}` : `Change ${what}`}
          onClick={toggle}
          size="sm"
          type="button"
        >
          {open ? "Close" : "Change"}
        </Button>
      </div>
      <div hidden={!open} id={id}>
        <HolderContext value={holder}>{open && <div className="mt-4">{children}</div>}</HolderContext>
      </div>
    </>
  );
}
