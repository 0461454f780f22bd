"use client";
import type { Route } from "next";
import { useEffect, useId, useState } from "react";
import { useGoTo } from "./go-to.ts";
import { useListbox } from "./listbox.ts";
import { Option, Options } from "./options.tsx";
import { fromPlaces, type PaletteItem, type Places } from "./palette-item.ts";
import { Dialog } from "./ui/dialog.tsx";

const SHOWN = 50;

/** Goes to a bucket, a key or a page by a few letters of its name. */
export default function Palette({
  items,
  source,
  onClose,
}: {
  items: PaletteItem[];
  source: string | undefined;
  onClose: () => void;
}) {
  const list = useId();
  const goTo = useGoTo();
  const [query, setQuery] = useState("");
  const more = usePlaces(source);
  const found = match([...items, ...more.places], query);
  const { active, setActive, onKey } = useListbox({
    count: found.length,
    onChoose: (index) => go(found[index]),
  });

  function go(item: PaletteItem | undefined) {
    if (item === undefined || !isPath(item.href)) return;
    onClose();
    goTo(item.href);
  }

  return (
    <Dialog
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      open
      title="Go to"
    >
      <input
        aria-activedescendant={active >= 0 ? `${list}${active}` : undefined}
        aria-autocomplete="list"
        aria-controls={list}
        aria-expanded="true"
        aria-label="A page, bucket or key"
        autoComplete="off"
        className="control w-full"
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKey}
        placeholder="A page, bucket or key"
        role="combobox"
        spellCheck={false}
        value={query}
      />
      <Options className="mt-2 h-72" id={list} label="Places">
        {found.map((item, index) => (
          <Option
            active={index === active}
            id={`${list}${index}`}
            key={item.href}
            onChoose={() => go(item)}
            onPoint={() => setActive(index)}
            selected={index === active}
          >
            <span className="flex items-baseline justify-between gap-4">
              <span className="min-w-0 wrap-anywhere">{item.label}</span>
              <span className="text-sm text-dim">{item.group}</span>
            </span>
          </Option>
        ))}
      </Options>
      <p aria-live="polite" className="mt-2 text-sm text-dim">
        {found.length === 0 ? "Nothing of that name." : `${found.length} shown`}
        {more.note !== null && ` · ${more.note}`}
      </p>
    </Dialog>
  );
}

/** The places at an address of ours, read once when the palette opens. */
function usePlaces(source: string | undefined) {
  const [places, setPlaces] = useState<PaletteItem[]>([]);
  const [note, setNote] = useState(source === undefined ? null : "reading buckets and keys…");

  useEffect(() => {
    if (source === undefined) return;
    const stop = new AbortController();
    async function load(address: string) {
      const found = await read(address, stop.signal);
      if (stop.signal.aborted) return;
      setPlaces(found?.places ?? []);
      setNote(found === null ? "buckets and keys could not be read" : found.missing.join(" · ") || null);
    }
    void load(source);
    return () => stop.abort();
  }, [source]);

  return { places, note };
}

/** The places at an address, or null when it does not give them. */
async function read(source: string, signal: AbortSignal): Promise<Places | null> {
  try {
    const answer = await fetch(source, { signal });
    return answer.ok ? fromPlaces(await answer.json()) : null;
  } catch {
    return null;
  }
}

/** An address inside the console, and no other. */
function isPath(href: string): href is Route {
  return href.startsWith("/") && !href.startsWith("//");
}

/** Entries whose name holds every word, those that begin with the first one ahead. */
function match(items: PaletteItem[], query: string): PaletteItem[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const first = words[0] ?? "";
  return items
    .filter(({ label, group }) => words.every((word) => `${label} ${group}`.toLowerCase().includes(word)))
    .toSorted(
      (a, b) => Number(b.label.toLowerCase().startsWith(first)) - Number(a.label.toLowerCase().startsWith(first)),
    )
    .slice(0, SHOWN);
}
