import type { Route } from "next";
import Link from "next/link";
import { CopyButton } from "./copy-button.tsx";

const TAIL = 8;

/** A key: alias first, then the last eight characters of its ARN; the whole ARN on hover, on copy and on paper. */
export function KeyName<Path extends string>({
  arn,
  alias,
  href,
}: {
  arn: string;
  alias: string | null;
  href?: Route<Path> | null;
}) {
  const name = (
    <>
      {alias !== null && <span>{alias} </span>}
      <span className="whitespace-nowrap text-dim">…{arn.slice(-TAIL)}</span>
    </>
  );
  return (
    <span
      className="group/key inline-flex max-w-full items-center gap-1 align-middle font-mono text-sm print:inline"
      data-full=""
      title={arn}
    >
      {href === undefined || href === null ? (
        <span className="min-w-0 wrap-anywhere">{name}</span>
      ) : (
        <Link className="min-w-0 rounded-sm wrap-anywhere hover:underline" href={href}>
          {name}
        </Link>
      )}
      <CopyButton label={`Copy the ARN of ${alias ?? arn.slice(-TAIL)}`} text={arn} />
    </span>
  );
}
