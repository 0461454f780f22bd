import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { EncryptionMark } from "./encryption-mark.tsx";
import type { MarkType } from "./encryption-tone.ts";

/** The way here, the page's one heading, and what one can do. */
export function PageHeader<Path extends string>({
  title,
  crumbs = [],
  actions,
  mark,
  children,
}: {
  title: ReactNode;
  crumbs?: { label: string; href: Route<Path> }[];
  actions?: ReactNode;
  mark?: MarkType;
  /** A line or two below the heading: what the page says first. */
  children?: ReactNode;
}) {
  return (
    <header>
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumb">
          <ol className="flex flex-wrap gap-x-1.5 text-sm text-dim">
            {crumbs.map(({ label, href }) => (
              <li className="min-w-0 wrap-anywhere" key={href}>
                <Link className="rounded-sm hover:text-text hover:underline" href={href}>
                  {label}
                </Link>
                <span aria-hidden="true"> /</span>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <h1 className="mt-0.5 flex min-w-0 flex-[1_1_16rem] gap-2.5 text-xl font-[640] tracking-[-0.015em] wrap-anywhere">
          {mark !== undefined && (
            <span className="mt-[3px]">
              <EncryptionMark size={20} type={mark} />
            </span>
          )}
          <span className="min-w-0">{title}</span>
        </h1>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children !== undefined && <div className="mt-3 max-w-[86ch]">{children}</div>}
    </header>
  );
}
