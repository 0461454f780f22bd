import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Section } from "#components/section.tsx";
import { Tag } from "#components/tag.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { KeyRotation } from "#lib/kms/rotation-day.ts";
import { judgeRotation, type RotationVerdict, VERDICTS, verdictsInWords } from "#lib/kms/rotation-policy.ts";
import { RotationCell } from "../rotation-cell.tsx";
import { readRotations } from "./readings.ts";

type Judged = KeyRotation & { judged: RotationVerdict | null };

const WORDS: Record<RotationVerdict["verdict"], string> = {
  outside: "Outside",
  unknown: "Not known",
  "not-applicable": "Does not apply",
  within: "Within",
};

const TONES = { outside: "warn", unknown: "neutral", "not-applicable": "neutral", within: "accent" } as const;

/** The customer managed keys of one Region against the rotation policy, what needs somebody first. */
export async function RotationRegion({ region, maxDays }: { region: string; maxDays: number | null }) {
  const { listed, at } = await readRotations(region);
  if (!listed.ok) {
    return (
      <Section title={region}>
        <FailureNotice
          failure={listed.failure}
          retryHref="/keys/rotation"
          title={`The keys of ${region} are not known`}
        />
      </Section>
    );
  }
  const keys = listed.value
    .map((one): Judged => ({
      ...one,
      judged: maxDays === null ? null : judgeRotation(one.key, one.rotation, maxDays),
    }))
    .toSorted((one, other) => rank(one) - rank(other));
  return (
    <Section description={countInWords(keys)} title={region}>
      {keys.length > 0 && <Keys keys={keys} now={at} region={region} />}
    </Section>
  );
}

function Keys({ keys, region, now }: { keys: Judged[]; region: string; now: Date }) {
  return (
    <Table caption={`Rotation of the keys of ${region}`}>
      <THead>
        <TR>
          <TH>Key</TH>
          <TH>Rotation</TH>
          <TH>Policy</TH>
        </TR>
      </THead>
      <TBody>
        {keys.map(({ key, rotation, judged }) => {
          const read = rotation ?? (key.described.ok ? null : key.described);
          return (
            <TR key={key.arn}>
              <TD row wrap>
                <KeyName alias={key.aliases?.[0] ?? null} arn={key.arn} href={keyHref(key.arn)} />
              </TD>
              <TD>{read === null ? "—" : <RotationCell now={now} rotation={read} />}</TD>
              <TD wrap>
                {judged === null ? (
                  <span className="text-dim">none set</span>
                ) : (
                  <>
                    <Tag tone={TONES[judged.verdict]}>{WORDS[judged.verdict]}</Tag>{" "}
                    <span className="text-sm text-dim">{judged.reason}</span>
                  </>
                )}
              </TD>
            </TR>
          );
        })}
      </TBody>
    </Table>
  );
}

function rank({ judged }: Judged): number {
  return judged === null ? 0 : VERDICTS.indexOf(judged.verdict);
}

/** "9 customer managed keys: 2 outside, 7 within."; AWS's own keys are named once. */
function countInWords(keys: Judged[]): string {
  if (keys.length === 0) return "No customer managed keys.";
  const total = `${keys.length.toLocaleString("en")} customer managed ${keys.length === 1 ? "key" : "keys"}`;
  const counts = verdictsInWords(keys.flatMap(({ judged }) => judged?.verdict ?? []));
  return `${[total, ...(counts === "" ? [] : [counts])].join(": ")}. AWS rotates its own keys every year.`;
}
