"use client";
import { Notice } from "#components/notice.tsx";
import { utcTime } from "#components/time.tsx";
import { Button } from "#components/ui/button.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { type ContextPairs, type Grant, type GrantConstraints, nameOfGrant } from "#lib/kms/grant.ts";
import type { GrantOperationName } from "#lib/kms/grant-operation.ts";
import { Changes } from "./changes.tsx";
import { EndGrantForm } from "./end-grant-form.tsx";
import { GrantForm } from "./grant-form.tsx";

type Change = { kind: "create" } | { kind: "revoke" | "retire"; grant: Grant };

const TITLES: Record<Change["kind"], string> = {
  create: "Create a grant",
  revoke: "Revoke a grant",
  retire: "Retire a grant",
};

/** A page of grants, and the dialogs that make and end them. */
export function GrantEditor({
  grants,
  isPart,
  arn,
  region,
  operations,
  hasContext,
  reason,
}: {
  grants: Grant[];
  /** There are more pages. */
  isPart: boolean;
  arn: string;
  region: string;
  operations: readonly GrantOperationName[];
  /** Whether requests for the key can carry an encryption context, on which a grant may insist. */
  hasContext: boolean;
  /** Why none can be made. */
  reason: string | null;
}) {
  return (
    <Changes<Change>
      renderForm={(change, finish) =>
        change.kind === "create" ? (
          <GrantForm arn={arn} finish={finish} hasContext={hasContext} operations={operations} region={region} />
        ) : (
          <EndGrantForm arn={arn} finish={finish} grant={change.grant} kind={change.kind} region={region} />
        )
      }
      title={(change) => TITLES[change.kind]}
    >
      {(open) => (
        <>
          {grants.length === 0 && (
            <p className="text-dim">{isPart ? "This page has no grants." : "This key has no grants."}</p>
          )}
          {grants.length > 0 && (
            <Table caption="Grants">
              <THead>
                <TR>
                  <TH>Grant</TH>
                  <TH>Who</TH>
                  <TH>May</TH>
                  <TH>Only while</TH>
                  <TH>Made</TH>
                  <TH>
                    <span className="sr-only">Actions</span>
                  </TH>
                </TR>
              </THead>
              <TBody>
                {grants.map((grant) => (
                  <GrantRow
                    grant={grant}
                    key={grant.id}
                    onRetire={() => open({ kind: "retire", grant })}
                    onRevoke={() => open({ kind: "revoke", grant })}
                  />
                ))}
              </TBody>
            </Table>
          )}
          {reason === null ? (
            <div>
              <Button onClick={() => open({ kind: "create" })}>Create a grant…</Button>
            </div>
          ) : (
            <Notice>{reason}</Notice>
          )}
        </>
      )}
    </Changes>
  );
}

function GrantRow({ grant, onRevoke, onRetire }: { grant: Grant; onRevoke: () => void; onRetire: () => void }) {
  const { id, name, grantee, retiring, operations, constraints, createdAt } = grant;
  return (
    <TR>
      <TD row wrap>
        {name ?? <span className="text-dim">no name</span>}
        <span className="block font-mono text-xs text-dim" title={id}>
          {id.slice(0, 8)}…{id.slice(-8)}
        </span>
      </TD>
      <TD mono wrap>
        {grantee?.name ?? "not reported"}
        {retiring !== null && <span className="block text-xs text-dim">retired by {retiring.name}</span>}
      </TD>
      <TD wrap>{operations.join(", ")}</TD>
      <TD wrap>
        <Constraints {...constraints} />
      </TD>
      <TD dim>{createdAt === null ? "—" : utcTime(createdAt).slice(0, 10)}</TD>
      <TD align="right">
        <Button aria-label={`Retire ${nameOfGrant(grant)}…`} onClick={onRetire} size="sm" variant="quiet">
          Retire…
        </Button>
        <Button aria-label={`Revoke ${nameOfGrant(grant)}…`} onClick={onRevoke} size="sm" variant="quiet">
          Revoke…
        </Button>
      </TD>
    </TR>
  );
}

/** What a request must carry, in words. */
function Constraints({ contextEquals, contextSubset, sourceArn }: GrantConstraints) {
  if (contextEquals === null && contextSubset === null && sourceArn === null) {
    return <span className="text-dim">no constraint</span>;
  }
  return (
    <>
      {contextEquals !== null && <span className="block">the encryption context is {pairsInWords(contextEquals)}</span>}
      {contextSubset !== null && (
        <span className="block">the encryption context holds {pairsInWords(contextSubset)}</span>
      )}
      {sourceArn !== null && <span className="block">asked on behalf of {sourceArn}</span>}
    </>
  );
}

function pairsInWords(pairs: ContextPairs): string {
  return pairs.map(({ name, value }) => `${name} = ${value}`).join(", ");
}
