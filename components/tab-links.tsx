import type { Route } from "next";
import Link from "next/link";

/** The parts of one thing, each at an address of its own. */
export function TabLinks<Path extends string>({
  tabs,
  label = "Parts of this page",
}: {
  tabs: { label: string; href: Route<Path>; current: boolean }[];
  label?: string;
}) {
  return (
    <nav aria-label={label} className="shadow-[inset_0_-1px_var(--color-line)]">
      {/* In several lines where one is too narrow: the current one is always seen. */}
      <ul className="flex flex-wrap gap-x-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              aria-current={tab.current ? "page" : undefined}
              className="block border-b-2 border-transparent py-[7px] font-[520] whitespace-nowrap text-dim -outline-offset-2 hover:text-text aria-[current]:border-accent aria-[current]:text-text"
              href={tab.href}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
