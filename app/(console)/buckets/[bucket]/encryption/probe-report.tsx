import { EncryptionBadge, UnknownBadge } from "#components/encryption-badge.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Notice } from "#components/notice.tsx";
import { Tag } from "#components/tag.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { keyIdOf } from "#lib/s3/encryption.ts";
import type { Probed, ProbeReport, ProbeResult } from "#lib/s3/probe.ts";
import type { Ask } from "#lib/s3/upload-fate.ts";
import { ASK_WORDS, type Aliases, Fate, WAY_WORDS } from "../uploads-table.tsx";

/** What was computed beside what AWS did, and first of all whether they differ and whether anything was left behind. */
export function ProbeReportView({ report, aliases }: { report: ProbeReport; aliases: Aliases }) {
  const { probes, leftovers, unsure, folder } = report;
  const wrong = probes.filter(({ verdict }) => verdict === "disagrees");
  const agreeing = probes.filter(({ verdict }) => verdict === "agrees");
  return (
    <div className="grid gap-3">
      {leftovers.length > 0 && (
        <Notice live title="Not everything could be removed" tone="bad">
          <p>Still in the bucket, to be removed by hand:</p>
          <ul className="list-disc pl-4 font-mono text-sm">
            {leftovers.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Notice>
      )}
      {unsure !== null && (
        <FailureNotice failure={unsure} live title={`Whether everything under ${folder} was removed is not known`} />
      )}
      <Notice
        live
        title={
          wrong.length > 0
            ? `${wrong.length} of ${probes.length} uploads went otherwise than computed`
            : `${agreeing.length} of ${probes.length} uploads went as computed, none otherwise`
        }
        tone={wrong.length > 0 ? "bad" : "ok"}
      >
        {agreeing.length + wrong.length < probes.length &&
          "The others say nothing either way: what was computed, or what came of it, is open. "}
        {leftovers.length === 0 && unsure === null && "Everything was removed again, and S3 lists nothing more of it."}
      </Notice>
      <Table caption="The uploads as they were sent">
        <THead>
          <TR>
            <TH>The upload asks for</TH>
            <TH>Way</TH>
            <TH>Computed</TH>
            <TH>What AWS did</TH>
            <TH>Same</TH>
          </TR>
        </THead>
        <TBody>
          {rowsOf(probes).map(({ ask, ways, probed }) => (
            <TR key={`${ask} ${ways}`}>
              <TD className="min-w-32" row wrap>
                {ASK_WORDS[ask]}
              </TD>
              <TD dim>{ways}</TD>
              <TD wrap>
                <Fate aliases={aliases} fate={probed.computed} />
              </TD>
              <TD wrap>
                <Seen aliases={aliases} found={probed.found} />
              </TD>
              <TD>
                <VerdictTag verdict={probed.verdict} />
              </TD>
            </TR>
          ))}
        </TBody>
      </Table>
    </div>
  );
}

type Row = { ask: Ask; ways: string; probed: Probed };

/** One row for the ways of a kind that went alike. */
function rowsOf(probes: Probed[]): Row[] {
  const asks = [...new Set(probes.map(({ ask }) => ask))];
  return asks.flatMap((ask) => {
    const groups = Map.groupBy(
      probes.filter((probed) => probed.ask === ask),
      ({ computed, found, verdict }) => JSON.stringify([computed, wordOf(found), verdict]),
    );
    return [...groups.values()].flatMap((group): Row[] => {
      const [probed] = group;
      return probed === undefined ? [] : [{ ask, ways: group.map(({ way }) => WAY_WORDS[way]).join(", "), probed }];
    });
  });
}

/** Without what differs from one request to the next. */
function wordOf(found: ProbeResult): string {
  return "failure" in found ? `${found.outcome} ${found.failure.name}` : JSON.stringify(found);
}

function Seen({ found, aliases }: { found: ProbeResult; aliases: Aliases }) {
  switch (found.outcome) {
    case "stored": {
      const keyId = keyIdOf(found.encryption);
      return (
        <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
          <EncryptionBadge encryption={found.encryption} />
          {keyId !== null && <KeyName alias={aliases.get(keyId) ?? null} arn={keyId} />}
        </span>
      );
    }
    case "refused":
      return (
        <span>
          <b className="font-[550]">Refused</b>{" "}
          <span className="text-dim" title={found.failure.message}>
            with {found.failure.name}
          </span>
        </span>
      );
    case "stored, not read back":
      return <UnknownBadge failure={found.failure} reason="stored, but not to be read back" />;
    case "no answer":
      return <UnknownBadge failure={found.failure} reason={found.failure.name} />;
    case "not sent":
      return <span className="text-dim">not sent: {found.reason}</span>;
  }
}

function VerdictTag({ verdict }: { verdict: Probed["verdict"] }) {
  if (verdict === "agrees") return <span className="text-ok">yes</span>;
  return verdict === "disagrees" ? <Tag tone="bad">no</Tag> : <span className="text-dim">open</span>;
}
