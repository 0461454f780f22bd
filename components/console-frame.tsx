import type { ReactNode } from "react";
import { NavLinks } from "./nav-links.tsx";
import { Shortcuts } from "./shortcuts.tsx";

/** The frame around every page: where one is, where one can go, and the page. */
export function ConsoleFrame({
  where,
  places,
  children,
}: {
  where: ReactNode;
  /** The address of more places for ⌘K than the console's own pages: JSON as Places. */
  places?: string;
  children: ReactNode;
}) {
  return (
    <>
      <a
        className="skip no-print rounded-md border border-line bg-panel px-3 py-1.5 font-[550] text-accent shadow-lg"
        href="#content"
      >
        Skip to content
      </a>
      {where}
      <div className="grid md:grid-cols-[196px_minmax(0,1fr)] print:block">
        <NavLinks />
        <main
          className="min-w-0 border-line px-4 pt-5 pb-10 outline-none md:min-h-[calc(100dvh-var(--bar))] md:border-l md:px-7 print:border-0 print:p-0"
          id="content"
          tabIndex={-1}
        >
          {children}
        </main>
      </div>
      <Shortcuts source={places} />
    </>
  );
}
