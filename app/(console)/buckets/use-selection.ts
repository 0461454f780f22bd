"use client";
import { useSearchParams } from "next/navigation";
import { fromSelection, withSelection } from "./selection.ts";

/** The selected buckets, kept in the address; changing them asks the server nothing. */
export function useSelection(): { selected: string[]; select: (names: readonly string[]) => void } {
  const params = useSearchParams();
  return {
    selected: fromSelection(params.get("select")),
    select(names) {
      const query = withSelection(window.location.search, names);
      window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);
    },
  };
}
