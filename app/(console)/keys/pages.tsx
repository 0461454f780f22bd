import Link from "next/link";
import { keysHref, type KeysSearch } from "./search.ts";

/** Where one is in a long list of keys, and the way on. Nothing for a list of one page. */
export function Pages({
  count,
  pageSize,
  search,
  region,
}: {
  count: number;
  pageSize: number;
  search: KeysSearch;
  region: string;
}) {
  const { page } = search;
  if (count <= pageSize) return null;
  const last = Math.ceil(count / pageSize);
  return (
    <nav aria-label={`Pages of ${region}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 text-dim">
      <span>
        Page {page} of {last}
      </span>
      {page > 1 && (
        <Link className="link" href={keysHref({ ...search, region, page: page - 1 })}>
          Previous
        </Link>
      )}
      {page < last && (
        <Link className="link" href={keysHref({ ...search, region, page: page + 1 })}>
          Next
        </Link>
      )}
    </nav>
  );
}
