import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps, MouseEvent, ReactNode } from "react";

const BASE =
  "inline-flex items-center justify-center gap-1.5 rounded-md border font-[550] disabled:opacity-60 aria-disabled:opacity-60 print:hidden";

const VARIANTS = {
  primary: "border-transparent bg-accent text-on-accent hover:not-disabled:brightness-108",
  plain: "border-line bg-panel text-text hover:not-disabled:bg-raise",
  danger: "border-transparent bg-bad text-on-accent hover:not-disabled:brightness-108",
  quiet: "border-transparent text-dim hover:not-disabled:bg-raise hover:not-disabled:text-text",
};

/** Of a long name more lines, where one is too wide. */
const WRAPPED = "min-h-8 px-3 py-1 text-balance";

const SIZES = { md: "h-8 px-3 whitespace-nowrap", sm: "h-[26px] px-[9px] text-sm whitespace-nowrap" };

type Look = { variant?: keyof typeof VARIANTS; size?: keyof typeof SIZES };

/** A verb. While `pending` it keeps the focus and does nothing. */
export function Button({
  variant = "plain",
  size = "md",
  pending = false,
  wrap = false,
  className = "",
  children,
  ...rest
}: Look & { pending?: boolean; wrap?: boolean } & ComponentProps<"button">) {
  const props = pending ? { ...rest, "aria-disabled": true, "aria-busy": true, onClick: stay } : rest;
  return (
    <button {...props} className={`${BASE} ${VARIANTS[variant]} ${wrap ? WRAPPED : SIZES[size]} ${className}`}>
      {pending && <Spinner />}
      {children}
    </button>
  );
}

/** A link that looks like a button, for what is an address. */
export function ButtonLink<Path extends string>({
  href,
  variant = "plain",
  size = "md",
  scroll,
  children,
}: Look & { href: Route<Path>; scroll?: boolean; children: ReactNode }) {
  return (
    <Link className={`${BASE} ${VARIANTS[variant]} ${SIZES[size]}`} href={href} scroll={scroll}>
      {children}
    </Link>
  );
}

function Spinner() {
  return (
    <svg aria-hidden="true" className="animate-spin" fill="none" height="13" viewBox="0 0 16 16" width="13">
      <circle cx="8" cy="8" opacity=".3" r="6.5" stroke="currentColor" strokeWidth="2" />
      <path d="M14.5 8A6.5 6.5 0 0 0 8 1.5" stroke="currentColor" strokeLinecap="round" strokeWidth="2" />
    </svg>
  );
}

function stay(event: MouseEvent) {
  event.preventDefault();
}
