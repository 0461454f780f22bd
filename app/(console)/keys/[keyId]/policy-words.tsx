import { Notice } from "#components/notice.tsx";
import { Tag } from "#components/tag.tsx";
import { parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import { wordsOf } from "#lib/policy/words.ts";

/** A key policy statement by statement: who may do what, through which service, for which buckets. */
export function PolicyWords({ text }: { text: string }) {
  const parsed = parsePolicy(text, "key");
  if (!parsed.ok) {
    return (
      <Notice title="This policy cannot be said in words" tone="warn">
        {parsed.problems.map(({ line, message }) => (
          <p key={`${line}${message}`}>
            Line {line}: {message}
          </p>
        ))}
      </Notice>
    );
  }
  const { statements, version } = parsed.document;
  return (
    <ol aria-label="The statements in words" className="min-w-0">
      {statements.map((statement) => (
        <StatementWords key={statement.index} statement={statement} version={version} />
      ))}
    </ol>
  );
}

function StatementWords({ statement, version }: { statement: Statement; version: PolicyDocument["version"] }) {
  const { who, may, what, on, when, never } = wordsOf(statement, version, "key");
  return (
    <li className="border-t border-line py-2.5 first:border-t-0 first:pt-0">
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-dim">
        <span className="min-w-0 wrap-anywhere">{statement.sid ?? `Statement ${statement.index + 1}`}</span>
        <span>
          lines {statement.lines.first}–{statement.lines.last}
        </span>
        {statement.effect === "Deny" && <Tag tone="bad">Deny</Tag>}
        {never !== null && <Tag tone="warn">never applies</Tag>}
      </p>
      {what !== null && (
        <p className="wrap-anywhere">
          <b className="font-[600]">{who}</b> {may} {what} {on}
          {when.length === 0 ? "." : ", if"}
        </p>
      )}
      {what !== null && when.length > 0 && (
        <ul className="list-disc pl-5">
          {when.map((condition) => (
            <li className="wrap-anywhere" key={condition}>
              {condition}
            </li>
          ))}
        </ul>
      )}
      {never !== null && <p className="text-warn">{never}</p>}
    </li>
  );
}
