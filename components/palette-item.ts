/** A place to go to. `href` is an address inside the console. */
export type PaletteItem = { label: string; href: string; group: string };

/** Places, and in sentences what could not be listed, so that nothing seems not to exist. */
export type Places = { places: PaletteItem[]; missing: string[] };

/** What is usable of what a server answered; the rest is left out. */
export function fromPlaces(answer: unknown): Places {
  return {
    places: listIn(answer, "places").filter(isItem),
    missing: listIn(answer, "missing").filter((words) => typeof words === "string"),
  };
}

function listIn(answer: unknown, name: string): unknown[] {
  const list: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, name) : null;
  return Array.isArray(list) ? list : [];
}

function isItem(value: unknown): value is PaletteItem {
  if (typeof value !== "object" || value === null) return false;
  return ["label", "href", "group"].every((name) => typeof Reflect.get(value, name) === "string");
}
