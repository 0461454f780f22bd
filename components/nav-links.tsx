"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";

const LINKS = [
  { href: "/", label: "Overview" },
  { href: "/buckets", label: "Buckets" },
  { href: "/keys", label: "Keys" },
] as const;

/** The console's parts; the current one stays marked on the pages below it. */
export function NavLinks() {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="flex gap-1 overflow-x-auto border-line px-2 py-1.5 max-md:border-b md:sticky md:top-(--bar) md:flex-col md:self-start md:py-3"
    >
      {LINKS.map(({ href, label }) => (
        <Link
          aria-current={path === href ? "page" : href !== "/" && path.startsWith(`${href}/`) ? "true" : undefined}
          className="rounded-md px-2.5 py-1.5 font-[500] text-dim -outline-offset-2 hover:text-text aria-[current]:bg-raise aria-[current]:text-text"
          href={href}
          key={href}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
