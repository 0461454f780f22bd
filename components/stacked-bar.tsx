import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { EncryptionMark } from "./encryption-mark.tsx";
import { type MarkType, TONES } from "./encryption-tone.ts";
import { Count } from "./quantity.tsx";

/** How many lie under which encryption; the legend says in words what the bar shows in lengths, and may lead to each part. */
export function StackedBar<Path extends string>({
  parts,
}: {
  parts: { type: MarkType; label: string; count: number; href?: Route<Path> }[];
}) {
  const present = parts.filter(({ count }) => count > 0);
  return (
    <div className="min-w-0">
      <div
        aria-hidden="true"
        className="flex h-2.5 gap-0.5 overflow-hidden rounded-sm bg-raise forced-color-adjust-none print-color-adjust-exact"
      >
        {present.map(({ type, label, count }) => (
          <div className={`min-w-[3px] basis-0 ${TONES[type].fill}`} key={label} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-[18px] gap-y-1">
        {parts.map(({ type, label, count, href }) => (
          <li key={label}>
            <Part href={href}>
              <EncryptionMark size={14} type={type} />
              <b className="font-[600] text-text">
                <Count value={count} />
              </b>{" "}
              <span className={TONES[type].text}>{label}</span>
            </Part>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Part<Path extends string>({ href, children }: { href: Route<Path> | undefined; children: ReactNode }) {
  const look = "flex items-center gap-1.5 text-dim";
  if (href === undefined) return <span className={look}>{children}</span>;
  return (
    <Link className={`${look} rounded-sm hover:underline`} href={href} prefetch={false}>
      {children}
    </Link>
  );
}
