import type { ReactNode } from "react";

/** What is known of one thing, term by term. */
export function Facts({ items }: { items: { term: string; detail: ReactNode }[] }) {
  return (
    <dl className="max-w-[96ch]">
      {items.map(({ term, detail }) => (
        <div
          className="grid gap-x-6 border-b border-line py-1.5 last:border-b-0 sm:grid-cols-[minmax(9rem,13rem)_minmax(0,1fr)]"
          key={term}
        >
          <dt className="text-dim">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{detail}</dd>
        </div>
      ))}
    </dl>
  );
}
