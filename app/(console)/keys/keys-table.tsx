import { Suspense } from "react";
import { UnknownBadge } from "#components/encryption-badge.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Time } from "#components/time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Result } from "#lib/aws/result.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { Key, ListedKey } from "#lib/kms/key.ts";
import { getRotation } from "#lib/kms/read.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { KeyState } from "./key-state.tsx";
import { KindTags } from "./kind-tags.tsx";
import { originInWords, reasonUnknown } from "./key-words.ts";
import { RotationCell } from "./rotation-cell.tsx";

/** GetKeyRotationStatus allows 1,000 requests a second. Source: KMS quotas. */
const AT_A_TIME = 16;

type Rotations = Promise<Map<string, Result<Rotation>>>;

/** Keys with their rotation, which is read after the rows are there. */
export async function KeysTable({ caption, keys }: { caption: string; keys: ListedKey[] }) {
  const now = new Date();
  const rotations = readRotations(keys);
  return (
    <Table caption={caption}>
      <THead>
        <TR>
          <TH>Key</TH>
          <TH>State</TH>
          <TH>Spec</TH>
          <TH>Origin</TH>
          <TH>Rotation</TH>
          <TH align="right">Created</TH>
        </TR>
      </THead>
      <TBody>
        {keys.map((listed) => (
          <TR key={listed.arn}>
            <TD row wrap>
              <KeyName alias={listed.aliases?.[0] ?? null} arn={listed.arn} href={keyHref(listed.arn)} />
              <MoreAliases aliases={listed.aliases} />
              {listed.described.ok && <KindTags found={listed.described.value} />}
            </TD>
            {listed.described.ok ? (
              <DescribedCells now={now} described={listed.described.value} rotations={rotations} />
            ) : (
              <TD colSpan={5}>
                <UnknownBadge failure={listed.described.failure} reason={reasonUnknown(listed.described.failure)} />
              </TD>
            )}
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

function DescribedCells({ described, rotations, now }: { described: Key; rotations: Rotations; now: Date }) {
  const { arn, state, deletionAt, spec, origin, createdAt } = described;
  return (
    <>
      <TD>
        <KeyState deletionAt={deletionAt} now={now} state={state} />
      </TD>
      <TD mono>{spec}</TD>
      <TD title={origin}>{originInWords(origin)}</TD>
      <TD>
        <Suspense fallback={<Skeleton width="7rem" />}>
          <RotationOf arn={arn} now={now} rotations={rotations} />
        </Suspense>
      </TD>
      <TD align="right" dim>
        {createdAt === null ? "—" : <Time at={createdAt} now={now} />}
      </TD>
    </>
  );
}

async function RotationOf({ arn, rotations, now }: { arn: string; rotations: Rotations; now: Date }) {
  const rotation = (await rotations).get(arn);
  return rotation === undefined ? null : <RotationCell now={now} rotation={rotation} />;
}

async function readRotations(keys: ListedKey[]): Rotations {
  const aws = await requireAws();
  const described = keys.flatMap((key) => (key.described.ok ? [key.described.value] : []));
  const rotations = await mapParallel(described, AT_A_TIME, (key) => attempt(getRotation(aws, key)));
  return new Map(
    described
      .map((key, index) => [key.arn, rotations[index]] as const)
      .flatMap(([arn, rotation]) => (rotation ? [[arn, rotation]] : [])),
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
