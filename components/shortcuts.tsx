"use client";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { useGoTo } from "./go-to.ts";
import type { PaletteItem } from "./palette-item.ts";

const Palette = lazy(() => import("./palette.tsx"));
const ShortcutList = lazy(() => import("./shortcut-list.tsx"));

/** Where "g" and a letter go. */
const PLACES = new Map<string, "/" | "/buckets" | "/keys">([
  ["o", "/"],
  ["b", "/buckets"],
  ["k", "/keys"],
]);

const PAGES: PaletteItem[] = [
  { label: "Overview", href: "/", group: "Pages" },
  { label: "Buckets", href: "/buckets", group: "Pages" },
  { label: "Create a bucket", href: "/buckets/new", group: "Actions" },
  { label: "Keys", href: "/keys", group: "Pages" },
  { label: "Create a key", href: "/keys/new", group: "Actions" },
];

const CHORD_MS = 1200;

/** The console's keyboard: ⌘K, "/", "?" and "g" with a letter. The palette is fetched when it is first asked for. */
export function Shortcuts({ items, source }: { items?: PaletteItem[]; source?: string | undefined }) {
  const goTo = useEffectEvent(useGoTo());
  const chordAt = useRef(0);
  const [shown, setShown] = useState<"palette" | "list" | null>(null);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "k" && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        setShown("palette");
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target)) return;
      const place = Date.now() - chordAt.current < CHORD_MS ? PLACES.get(event.key) : undefined;
      chordAt.current = event.key === "g" ? Date.now() : 0;
      if (place !== undefined) goTo(place);
      else if (event.key === "?") setShown("list");
      else if (event.key === "/") focusFilter(event);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <Suspense>
      {shown === "palette" && <Palette items={items ?? PAGES} onClose={() => setShown(null)} source={source} />}
      {shown === "list" && <ShortcutList onClose={() => setShown(null)} />}
    </Suspense>
  );
}

/** A letter belongs to whoever is typing, and to an open dialog. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector("dialog:modal") !== null) return true;
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function focusFilter(event: KeyboardEvent) {
  const filter = document.querySelector("[data-filter]");
  if (!(filter instanceof HTMLElement)) return;
  event.preventDefault();
  filter.focus();
}
