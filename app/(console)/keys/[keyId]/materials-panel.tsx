import { FailureNotice } from "#components/failure-notice.tsx";
import { CopyButton } from "#components/copy-button.tsx";
import { Tag } from "#components/tag.tsx";
import { Time } from "#components/time.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import type { Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import type { KeyMaterial } from "#lib/kms/rotation.ts";

const TYPES: Record<string, string> = { AUTOMATIC: "Automatic", ON_DEMAND: "On demand" };

const STATES: Record<string, string> = {
  NON_CURRENT: "Not current",
  PENDING_ROTATION: "Waits for its rotation",
  PENDING_MULTI_REGION_IMPORT_AND_ROTATION: "Waits for its import in every Region",
};

/** Every generation of the key's material, newest first: the proof that it rotated. */
export function MaterialsPanel({
  found,
  materials,
  now,
}: {
  found: Key;
  materials: Result<KeyMaterial[]> | null;
  now: Date;
}) {
  if (materials === null)
    return <p className="text-dim">Only symmetric encryption keys have generations of material.</p>;
  if (!materials.ok) return <FailureNotice failure={materials.failure} title="The rotations are not known" />;
  if (materials.value.length === 0) return <p className="text-dim">AWS reports no key material and no rotation.</p>;
  return (
    <Table caption="Key material, newest first">
      <THead>
        <TR>
          <TH>Key material</TH>
          <TH>State</TH>
          <TH>Came by</TH>
          <TH align="right">Since</TH>
        </TR>
      </THead>
      <TBody>
        {materials.value.map((material) => (
          <TR key={material.materialId ?? material.rotatedAt?.toISOString() ?? "first"}>
            <TD mono row>
              <MaterialId {...material} />
            </TD>
            <TD>{material.current ? <Tag tone="accent">Current</Tag> : stateInWords(material.state)}</TD>
            <TD>{cameBy(material)}</TD>
            <TD align="right" dim>
              <Since at={material.rotatedAt ?? (isFirst(material) ? found.createdAt : null)} now={now} />
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

/** A state that is not known here stays in KMS's own word. */
function stateInWords(state: string | null): string {
  return state === null ? "Not current" : (STATES[state] ?? state);
}

/** Material that waits for its rotation has no date either. */
function isFirst({ rotatedAt, type, state }: KeyMaterial): boolean {
  return rotatedAt === null && type === null && state?.startsWith("PENDING") !== true;
}

function cameBy(material: KeyMaterial): string {
  if (material.type !== null) return `${TYPES[material.type] ?? material.type} rotation`;
  return isFirst(material) ? "Creation of the key" : "Import";
}

function MaterialId({ materialId, description }: KeyMaterial) {
  if (materialId === null) return <>—</>;
  return (
    <span className="inline-flex items-center gap-1" data-full="" title={materialId}>
      {materialId.length > 20 ? `${materialId.slice(0, 8)}…${materialId.slice(-8)}` : materialId}
      <CopyButton label={`Copy the id of key material ${materialId.slice(-8)}`} text={materialId} />
      {description !== null && <span className="font-sans text-dim">{description}</span>}
    </span>
  );
}

function Since({ at, now }: { at: Date | null; now: Date }) {
  return at === null ? <>—</> : <Time at={at} now={now} />;
}
