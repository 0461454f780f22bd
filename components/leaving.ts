/** Goes where the person wanted to go, now that they have said so again. */
export type Go = () => void;

type Hold = {
  page: string;
  /** The entry of the history that shows the page; undefined in a browser without the Navigation API. */
  entry: string | undefined;
  undoing: boolean;
  ask: (go: Go) => void;
};

let hold: Hold | null = null;

/** Has whoever is about to leave this page for another asked first. Returns what ends it. */
export function holdLeaving(ask: (go: Go) => void): () => void {
  const { location, navigation } = window;
  const mine: Hold = { page: location.pathname, entry: navigation?.currentEntry?.key, undoing: false, ask };
  const noteEntry = () => {
    if (location.pathname === mine.page) mine.entry = navigation.currentEntry?.key;
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
  const stays = new URL(href, window.location.href).pathname === hold?.page;
  if (hold === null || stays) go();
  else hold.ask(go);
}

/**
 * Undoes Back and Forward where the page has to ask first: a browser lets none be prevented twice in a row. To be called
 * before the router listens for them, or it has left the page by then.
 */
export function holdTraversals(): void {
  window.addEventListener("popstate", (event) => {
    if (hold === null || hold.entry === undefined) return;
    const { page, entry, undoing, ask } = hold;
    const stays = window.location.pathname === page;
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
