import { Tag } from "#components/tag.tsx";
import type { PolicyDocument, Statement } from "#lib/policy/document.ts";
import { type Words, wordsOf } from "#lib/policy/words.ts";

/** A bucket policy, statement by statement, in plain words. */
export function StatementList({ document }: { document: PolicyDocument }) {
  return (
    <ol className="grid gap-4">
      {document.statements.map((statement) => (
        <li className="min-w-0 border-l-2 border-line pl-3" key={statement.index}>
          <StatementInWords statement={statement} words={wordsOf(statement, document.version, "bucket")} />
        </li>
      ))}
    </ol>
  );
}

function StatementInWords({ statement, words }: { statement: Statement; words: Words }) {
  const { who, may, what, on, when, never } = words;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2">
        <b className="font-[600] wrap-anywhere">{statement.name}</b>
        <Tag tone={statement.effect === "Deny" ? "warn" : "accent"}>{statement.effect}</Tag>
      </p>
      {what !== null && (
        <p className="mt-0.5 wrap-anywhere">
          {who} <b className="font-[550]">{may}</b> {what} {on}
          {when.length === 0 ? "." : when.length === 1 ? ` if ${when[0]}.` : " if all of this is so:"}
        </p>
      )}
      {what !== null && when.length > 1 && (
        <ul className="list-disc pl-4 wrap-anywhere">
          {when.map((condition) => (
            <li key={condition}>{condition}</li>
          ))}
        </ul>
      )}
      {never !== null && <p className="font-[550] text-warn">{never}</p>}
    </>
  );
}
