"use client";
import { useSearchParams } from "next/navigation";
import { startTransition, useOptimistic } from "react";
import { fromSelection, withSelection } from "./selection.ts";

type Selection = {
  selected: string[];
  /** Takes what is selected at that moment, which may be more than was drawn, and selects what `change` answers. */
  select: (change: (selected: string[]) => string[]) => void;
};

/** The selected buckets, kept in the address; changing them asks the server nothing. A change is shown at once. */
export function useSelection(): Selection {
  const params = useSearchParams();
  const [selected, show] = useOptimistic(fromSelection(params.get("select")));
  return {
    selected,
    select(change) {
      const { search, pathname } = window.location;
      const names = change(fromSelection(new URLSearchParams(search).get("select")));
      const query = withSelection(search, names);
      startTransition(() => {
        show(names);
        window.history.replaceState(null, "", query === "" ? pathname : `?${query}`);
      });
    },
  };
}
