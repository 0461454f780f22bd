"use client";
import { type KeyboardEvent, useState } from "react";

/** The keys of a combobox over a list: which entry is active, and what the arrow keys, Home, End and Enter do to it. */
export function useListbox({
  count,
  isDisabled = () => false,
  onChoose,
}: {
  count: number;
  isDisabled?: (index: number) => boolean;
  onChoose: (index: number) => void;
}) {
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, count - 1);

  function step(from: number, by: 1 | -1) {
    for (let index = from; index >= 0 && index < count; index += by) {
      if (isDisabled(index)) continue;
      setActive(index);
      return;
    }
  }

  /** True when the key was for the list. */
  function onKey(event: KeyboardEvent): boolean {
    if (event.nativeEvent.isComposing) return false;
    if (event.key === "ArrowDown") step(active + 1, 1);
    else if (event.key === "ArrowUp") step(active - 1, -1);
    else if (event.key === "PageDown") step(count - 1, -1);
    else if (event.key === "PageUp") step(0, 1);
    else if (event.key === "Enter" && active >= 0 && !isDisabled(active)) onChoose(active);
    else return false;
    event.preventDefault();
    return true;
  }

  return { active, setActive, onKey };
}
