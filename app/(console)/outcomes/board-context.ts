"use client";
import { createContext, useContext, useEffect, useState } from "react";
import type { BoardEvent, Holder } from "./outcome-board.ts";

export const BoardContext = createContext<((event: BoardEvent) => void) | null>(null);

/** The holder of the forms below, where it is not each form by itself. */
export const HolderContext = createContext<Holder | null>(null);

export function useBoard(): (event: BoardEvent) => void {
  const tell = useContext(BoardContext);
  // What a change came to would be lost with its form.
  if (tell === null) throw new Error("A form sends a change outside Outcomes.");
  return tell;
}

let holders = 0;

function newHolder(): Holder {
  holders += 1;
  return holders;
}

/** A holder of its own, on the page for as long as the component is. */
export function useHolder(): Holder {
  const tell = useBoard();
  const [holder] = useState(newHolder);
  useEffect(() => {
    tell({ type: "came", holder });
    return () => tell({ type: "went", holder });
  }, [tell, holder]);
  return holder;
}
