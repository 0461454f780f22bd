import Link from "next/link";
import type { ReactNode } from "react";
import { EncryptionMark } from "./encryption-mark.tsx";

/** The LocalStack brought along, another endpoint, and real AWS must never be mistaken for one another. */
const ENDPOINTS = {
  embedded: "bg-accent-soft text-accent",
  custom: "bg-warn-soft text-warn",
  aws: "bg-live-soft text-live",
};

/** Where one is and as whom: account, Region, role, person, and which AWS answers. */
export function WhereBar({
  accountId,
  accountName,
  region,
  role,
  user,
  endpoint,
  actions,
}: {
  /** Null where AWS did not say, undefined where it has not answered yet. */
  accountId: string | null | undefined;
  accountName?: string | null;
  region: string;
  role: string | null;
  user: string;
  endpoint: { kind: keyof typeof ENDPOINTS; label: string; writable: boolean };
  /** Sign-out, the scheme switch. */
  actions?: ReactNode;
}) {
  const loud = endpoint.kind === "aws" && endpoint.writable;
  return (
    <header className="z-20 flex flex-wrap items-center gap-x-3.5 gap-y-1 border-b border-line bg-panel px-4 py-1.5 md:sticky md:top-0 md:min-h-(--bar) print:border-0 print:px-0">
      <Link className="flex items-center gap-2 rounded-sm font-[650] tracking-[-0.01em]" href="/">
        <EncryptionMark size={18} type="DSSE-KMS" />
        Twofold
      </Link>
      <Divider />
      <span className="wrap-anywhere">
        {accountId ?? (
          <span className="text-dim">{accountId === null ? "Account not known" : "Asking for the account…"}</span>
        )}
        {accountName !== undefined && accountName !== null && <span className="text-dim"> {accountName}</span>}
      </span>
      <Divider />
      <span>{region}</span>
      <Divider />
      <span className="min-w-0 wrap-anywhere text-dim">
        as {role !== null && <b className="font-[550] text-text">{role}</b>}
        {role !== null && " · "}
        {user}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 max-md:w-full max-md:justify-between md:ml-auto">
        <span
          className={`inline-flex items-center gap-2 rounded-md px-2 py-0.5 font-[550] max-md:text-sm ${loud ? "bg-live text-on-accent" : ENDPOINTS[endpoint.kind]}`}
        >
          <i aria-hidden="true" className="size-[7px] rounded-full bg-current" />
          <span className="min-w-0 wrap-anywhere">
            {endpoint.label}
            {endpoint.kind === "aws" && ` · ${endpoint.writable ? "changes on" : "read-only"}`}
          </span>
        </span>
        <span className="no-print flex flex-wrap items-center gap-1">{actions}</span>
      </span>
    </header>
  );
}

function Divider() {
  return <span aria-hidden="true" className="h-4 w-px bg-line max-md:hidden" />;
}
