import { EncryptionMark } from "#components/encryption-mark.tsx";
import { Count } from "#components/quantity.tsx";
import { permissionLabel } from "#lib/aws/result.ts";
import { idOf, type Subject, type UnknownGroup } from "#lib/posture/report.ts";
import { SubjectName } from "./subject-name.tsx";

/** How many names stand before a number. */
const NAMED = 8;

/** What could not be told, by what is missing to tell it. Not known is no pass, and no fault either. */
export function UnknownGroups({ groups }: { groups: UnknownGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 flex items-center gap-2 font-[600] text-dim">
        <EncryptionMark type="unknown" />
        Not known
      </h3>
      <ul>
        {groups.map((group) => (
          <li
            className="grid gap-x-8 gap-y-2 border-t border-line py-3 xl:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]"
            key={group.reason}
          >
            <Reason group={group} />
            <ul className="grid gap-2">
              {group.open.map(({ titles, subjects }) => (
                <li key={titles.join()}>
                  <Names subjects={subjects} />
                  <p className="text-sm text-dim">Left open: {titles.join(" · ")}</p>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** AWS's words name one bucket or key, so they stand only where there is but one. */
function Reason({ group: { reason, failure, open } }: { group: UnknownGroup }) {
  if (failure === null) return <h4 className="font-[550] wrap-anywhere">{reason}</h4>;
  const single = open.length === 1 && open[0]?.subjects.length === 1;
  return (
    <div className="min-w-0 wrap-anywhere">
      <h4 className="font-[550]">
        {failure.permission === null ? (
          `${failure.service} ${failure.operation}: ${failure.name}`
        ) : (
          <>
            {permissionLabel(failure)} <code className="font-mono">{failure.permission}</code>
          </>
        )}
      </h4>
      {single && <p className="text-sm text-dim">{failure.message}</p>}
      <p className="text-sm text-dim">{failure.hint}</p>
    </div>
  );
}

function Names({ subjects }: { subjects: Subject[] }) {
  const rest = subjects.length - NAMED;
  return (
    <p className="flex min-w-0 flex-wrap gap-x-3">
      {subjects.slice(0, NAMED).map((subject) => (
        <SubjectName key={idOf(subject)} subject={subject} />
      ))}
      {rest > 0 && (
        <span className="text-dim">
          and <Count value={rest} /> more
        </span>
      )}
    </p>
  );
}
