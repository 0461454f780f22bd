import { Suspense } from "react";
import { UnknownBadge } from "#components/encryption-badge.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Time } from "#components/time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tag } from "#components/tag.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { reasonOf } from "#lib/aws/result.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { KeyRow } from "./key-rows.ts";
import { KeyState } from "./key-state.tsx";
import { KindTags } from "./kind-tags.tsx";
import { originInWords } from "./key-words.ts";
import { RotationCell } from "./rotation-cell.tsx";

/** Keys, each with what AWS says of it as soon as it does. A key that cannot be read spoils its own row alone. */
export function KeysTable({ caption, rows }: { caption: string; rows: KeyRow[] }) {
  return (
    <Table caption={caption}>
      <THead>
        <TR>
          <TH>Key</TH>
          {/* As wide before the answers as after them, so that no row moves while they arrive. */}
          <TH className="w-58">State</TH>
          <TH className="w-38">Spec</TH>
          <TH className="w-22">Origin</TH>
          <TH className="w-56">Rotation</TH>
          <TH align="right" className="w-25">
            Created
          </TH>
        </TR>
      </THead>
      <TBody>
        {rows.map(({ key, reading }) => (
          <TR key={key.arn}>
            <TD className="h-11.25!" row wrap>
              <KeyName alias={key.aliases?.[0] ?? null} arn={key.arn} href={keyHref(key.arn)} />
              <MoreAliases aliases={key.aliases} />
            </TD>
            <Suspense fallback={<PendingCells />}>
              <ReadCells reading={reading} />
            </Suspense>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

function PendingCells() {
  return (
    <TD colSpan={5}>
      <Skeleton width="20rem" />
    </TD>
  );
}

async function ReadCells({ reading }: Pick<KeyRow, "reading">) {
  const { listed, rotation } = await reading;
  const now = new Date();
  if (!listed.described.ok) {
    return (
      <TD colSpan={5}>
        <UnknownBadge failure={listed.described.failure} reason={reasonOf(listed.described.failure)} />
      </TD>
    );
  }
  const { state, deletionAt, spec, origin, createdAt, manager } = listed.described.value;
  return (
    <>
      <TD wrap>
        <KeyState deletionAt={deletionAt} now={now} state={state} />
        <KindTags found={listed.described.value} />
        {manager === "AWS" && listed.aliases === null && <Tag>AWS managed</Tag>}
      </TD>
      <TD mono>{spec}</TD>
      <TD title={origin}>{originInWords(origin)}</TD>
      <TD>{rotation !== null && <RotationCell now={now} rotation={rotation} />}</TD>
      <TD align="right" dim>
        {createdAt === null ? "—" : <Time at={createdAt} now={now} />}
      </TD>
    </>
  );
}

function MoreAliases({ aliases }: { aliases: string[] | null }) {
  const more = aliases?.slice(1) ?? [];
  if (more.length === 0) return null;
  return (
    <span className="ml-1 text-sm whitespace-nowrap text-dim" title={more.join("\n")}>
      +{more.length} {more.length === 1 ? "alias" : "aliases"}
    </span>
  );
}
