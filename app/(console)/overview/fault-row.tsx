import Link from "next/link";
import { Count } from "#components/quantity.tsx";
import { type CheckReport, type Finding, idOf } from "#lib/posture/report.ts";
import { remedyOf } from "./subject-href.ts";
import { SubjectName } from "./subject-name.tsx";

/** How many buckets or keys of one fault stand open. */
const OPEN = 5;

/** One fault: what it is, why it matters, and each bucket or key that has it, with where to put it right. */
export function FaultRow({ report: { rule, about, failed } }: { report: CheckReport }) {
  const rest = failed.slice(OPEN);
  return (
    <li className="grid gap-x-8 gap-y-2 border-t border-line py-3 xl:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <div>
        <h4 className="font-[550]">
          {rule.fault}
          <span className="font-normal text-dim">
            {" · "}
            <Count value={failed.length} /> {failed.length === 1 ? about : `${about}s`}
          </span>
        </h4>
        <p className="text-sm text-dim">{rule.matters}</p>
      </div>
      <div className="min-w-0">
        <FindingList findings={failed.slice(0, OPEN)} rule={rule} />
        {rest.length > 0 && (
          <details className="mt-1">
            <summary className="w-fit rounded-sm text-dim hover:text-text">
              <Count value={rest.length} /> more
            </summary>
            <FindingList findings={rest} rule={rule} />
          </details>
        )}
      </div>
    </li>
  );
}

function FindingList({ findings, rule }: { findings: Finding[]; rule: CheckReport["rule"] }) {
  return (
    <ul className="grid gap-1.5">
      {findings.map(({ subject, why }) => {
        const { href, words } = remedyOf(subject, rule);
        return (
          <li
            className="grid items-baseline gap-x-4 max-sm:pb-1 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_auto]"
            key={idOf(subject)}
          >
            <SubjectName subject={subject} />
            <span className="min-w-0 text-sm text-dim wrap-anywhere">{why}</span>
            <Link className="link w-fit text-sm print:hidden" href={href}>
              {words}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
