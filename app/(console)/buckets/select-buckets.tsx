"use client";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { SELECTION_LIMIT, toSelection, withSelection } from "./selection.ts";
import { useSelection } from "./use-selection.ts";

/** Selects one bucket. */
export function SelectBucket({ name }: { name: string }) {
  const { selected, select } = useSelection();
  const checked = selected.includes(name);
  return (
    <input
      aria-label={`Select ${name}`}
      checked={checked}
      disabled={!checked && selected.length >= SELECTION_LIMIT}
      onChange={() => select((names) => (checked ? names.filter((one) => one !== name) : [...names, name]))}
      type="checkbox"
    />
  );
}

/** Selects every bucket that the page shows, or none of them. */
export function SelectAll({ names }: { names: string[] }) {
  const { selected, select } = useSelection();
  const missing = names.filter((name) => !selected.includes(name));
  const some = missing.length < names.length;
  return (
    <input
      aria-label="Select every bucket shown"
      checked={missing.length === 0}
      onChange={() =>
        select((before) =>
          missing.length === 0
            ? before.filter((name) => !names.includes(name))
            : [...new Set([...before, ...missing])].slice(0, SELECTION_LIMIT),
        )
      }
      ref={(box) => {
        if (box !== null) box.indeterminate = some && missing.length > 0;
      }}
      type="checkbox"
    />
  );
}

/** What can be done with the selected buckets. */
export function SelectionBar() {
  const { selected, select } = useSelection();
  const count = selected.length;
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-2">
      <output className={count === 0 ? "text-dim" : "font-[550]"}>
        {count === 0 ? "Select buckets to change several at once." : `${count} selected`}
        {count >= SELECTION_LIMIT && ", as many as are changed at once"}
      </output>
      {count > 0 && (
        <>
          <ButtonLink href={`/buckets/bulk?select=${toSelection(selected)}`} size="sm" variant="primary">
            Change them…
          </ButtonLink>
          <Button onClick={() => select(() => [])} size="sm" variant="quiet">
            Select none
          </Button>
        </>
      )}
    </div>
  );
}

/** Hands the selection on through a form that changes the address. */
export function KeptSelection() {
  const { selected } = useSelection();
  return selected.length > 0 && <input name="select" type="hidden" value={toSelection(selected)} />;
}

type KeptHref = "/buckets" | `/buckets?${string}`;

/** A link to another view of the list, which keeps what is selected. */
export function KeptLink({
  href,
  current,
  className,
  children,
}: {
  href: KeptHref;
  current: boolean;
  className: string;
  children: ReactNode;
}) {
  return (
    <Link aria-current={current ? "true" : undefined} className={className} href={useKept(href)}>
      {children}
    </Link>
  );
}

export function KeptButtonLink({ href, children }: { href: KeptHref; children: ReactNode }) {
  return <ButtonLink href={useKept(href)}>{children}</ButtonLink>;
}

function useKept(href: KeptHref): Route<KeptHref> {
  const { selected } = useSelection();
  const query = withSelection(href.split("?")[1] ?? "", selected);
  return query === "" ? "/buckets" : `/buckets?${query}`;
}
