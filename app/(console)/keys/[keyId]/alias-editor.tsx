"use client";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { CreateAliasForm, DeleteAliasForm } from "./alias-forms.tsx";
import { Changes } from "./changes.tsx";
import { MoveAliasForm } from "./move-alias-form.tsx";

type Change = { kind: "create" } | { kind: "move" } | { kind: "delete"; alias: string };

/** The aliases of one key, and the dialogs that change them. */
export function AliasEditor({
  aliases,
  arn,
  region,
  others,
  state,
  reason,
}: {
  aliases: string[];
  arn: string;
  region: string;
  /** Those of the Region's other keys; null where AWS did not list them. */
  others: { alias: string; arn: string }[] | null;
  /** The key's, in KMS's own words. */
  state: string;
  /** Why none can be added. */
  reason: string | null;
}) {
  return (
    <Changes<Change>
      renderForm={(change, finish) => {
        const props = { arn, region, finish };
        switch (change.kind) {
          case "create":
            return <CreateAliasForm {...props} />;
          case "move":
            return <MoveAliasForm {...props} others={others ?? []} state={state} />;
          case "delete":
            return <DeleteAliasForm {...props} alias={change.alias} />;
        }
      }}
      title={(change) => TITLES[change.kind]}
    >
      {(open) => (
        <>
          {aliases.length === 0 ? (
            <p className="text-dim">This key has no alias: it can be named by its id and ARN only.</p>
          ) : (
            <ul className="max-w-[96ch]" aria-label="Aliases">
              {aliases.map((alias) => (
                <li
                  className="flex items-center justify-between gap-3 border-b border-line py-1 last:border-b-0"
                  key={alias}
                >
                  <code className="min-w-0 font-mono text-sm wrap-anywhere">{alias}</code>
                  <Button
                    aria-label={`Delete ${alias}…`}
                    onClick={() => open({ kind: "delete", alias })}
                    size="sm"
                    variant="quiet"
                  >
                    Delete…
                  </Button>
                </li>
              ))}
            </ul>
          )}
          {reason === null ? (
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => open({ kind: "create" })}>Create an alias…</Button>
              {others !== null && others.length > 0 && (
                <Button onClick={() => open({ kind: "move" })}>Move an alias here…</Button>
              )}
            </div>
          ) : (
            <Notice>{reason}</Notice>
          )}
        </>
      )}
    </Changes>
  );
}

const TITLES: Record<Change["kind"], string> = {
  create: "Create an alias",
  move: "Move an alias to this key",
  delete: "Delete an alias",
};
