"use client";
import { Icon } from "./icon.tsx";
import { SCHEME_COOKIE } from "./scheme.ts";

const YEAR_S = 31_536_000;

/** Changes light to dark and back. A choice that the system makes anyway is forgotten, so the page follows the system again. */
export function SchemeSwitch() {
  function change() {
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.scheme ?? system) === "dark" ? "light" : "dark";
    const chosen = next !== system;
    if (chosen) root.dataset.scheme = next;
    else delete root.dataset.scheme;
    document.cookie = `${SCHEME_COOKIE}=${next}; path=/; max-age=${chosen ? YEAR_S : 0}; samesite=lax`;
  }

  return (
    <button
      aria-label="Switch between light and dark"
      className="grid size-7 place-items-center rounded-md text-dim hover:bg-raise hover:text-text"
      onClick={change}
      title="Switch between light and dark"
      type="button"
    >
      <Icon className="dark:hidden" name="moon" />
      <Icon className="hidden dark:block" name="sun" />
    </button>
  );
}
