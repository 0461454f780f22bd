/** Goes where the person wanted to go, now that they have said so again. */
export type Go = () => void;

type Hold = {
  page: string;
  /** Whether what stands after the "?" belongs to the page, too. */
  whole: boolean;
  /** The entry of the history that shows the page; undefined in a browser without the Navigation API. */
  entry: string | undefined;
  undoing: boolean;
  ask: (go: Go) => void;
};

let hold: Hold | null = null;

/** What tells one page from another: its path, or the `whole` of its address. */
export function pageOf({ pathname, search }: Pick<URL, "pathname" | "search">, whole: boolean): string {
  return whole ? pathname + search : pathname;
}

/** Has whoever is about to leave this page for another asked first. Returns what ends it. */
export function holdLeaving(ask: (go: Go) => void, { whole }: { whole: boolean }): () => void {
  const { location, navigation } = window;
  const mine: Hold = {
    page: pageOf(location, whole),
    whole,
    entry: navigation?.currentEntry?.key,
    undoing: false,
    ask,
  };
  const noteEntry = () => {
    if (pageOf(location, whole) === mine.page) mine.entry = navigation.currentEntry?.key;
  };
  navigation?.addEventListener("currententrychange", noteEntry);
  hold = mine;
  return () => {
    navigation?.removeEventListener("currententrychange", noteEntry);
    if (hold === mine) hold = null;
  };
}

/** Goes on to a path of the console, at once unless the page has to ask first. */
export function leaveFor(href: string, go: Go): void {
  if (hold === null || pageOf(new URL(href, window.location.href), hold.whole) === hold.page) go();
  else hold.ask(go);
}

/**
 * Undoes Back and Forward where the page has to ask first: a browser lets none be prevented twice in a row. To be called
 * before the router listens for them, or it has left the page by then.
 */
export function holdTraversals(): void {
  window.addEventListener("popstate", (event) => {
    if (hold === null || hold.entry === undefined) return;
    const { page, whole, entry, undoing, ask } = hold;
    const stays = pageOf(window.location, whole) === page;
    if (stays && !undoing) return;
    event.stopImmediatePropagation();
    hold.undoing = !stays;
    const wanted = window.navigation.currentEntry?.key;
    if (stays || wanted === undefined) return;
    window.navigation.traverseTo(entry);
    ask(() => {
      hold = null;
      window.navigation.traverseTo(wanted);
    });
  });
}
