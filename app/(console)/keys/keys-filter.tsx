import Form from "next/form";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { countedInWords } from "./key-words.ts";
import { keysHref, type KeysSearch } from "./search.ts";

const CHIP =
  "rounded-md border border-line px-2.5 py-1 font-[520] text-dim hover:text-text aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:text-text";

/** The list's filters, all in its address. Works without JavaScript. */
export function KeysFilter({ search, regions }: { search: KeysSearch; regions: readonly string[] }) {
  const { q, region, state, rotation } = search;
  const counted = countedInWords(search);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <search className="contents">
        <Form action="/keys" className="flex max-w-full gap-2">
          {region !== null && <input name="region" type="hidden" value={region} />}
          {state !== null && <input name="state" type="hidden" value={state} />}
          {rotation !== null && <input name="rotation" type="hidden" value={rotation} />}
          <input
            aria-label="Filter by alias, id, description or state"
            autoComplete="off"
            className="control w-70 max-w-full min-w-0"
            data-filter
            defaultValue={q}
            key={q}
            name="q"
            placeholder="Alias, id, description, state…"
            type="search"
          />
          <Button type="submit">Filter</Button>
        </Form>
      </search>
      {regions.length > 1 && (
        <nav aria-label="Regions" className="flex flex-wrap gap-1.5">
          {[null, ...regions].map((name) => (
            <Link
              aria-current={name === region ? "page" : undefined}
              className={CHIP}
              href={keysHref({ ...search, region: name, page: 1 })}
              key={name ?? "all"}
            >
              {name ?? "All Regions"}
            </Link>
          ))}
        </nav>
      )}
      {counted !== null && (
        <p>
          Only customer managed keys for data, {counted}.{" "}
          <Link className="link" href={keysHref({ q, region })}>
            Show all keys
          </Link>
        </p>
      )}
    </div>
  );
}
