import Link from "next/link";
import { UnknownBadge } from "#components/encryption-badge.tsx";
import { formatCount } from "#components/quantity.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { WITHOUT_KEY } from "#lib/kms/state-words.ts";
import type { KeyUses, UnknownUse, UseKind } from "#lib/posture/key-use.ts";

/** What a setting is called, what of it fails without the key, and where it is shown. */
const KINDS = {
  default: {
    name: "Default encryption",
    breaks: "Uploads without an encryption header fail, and objects under this key cannot be read",
    tab: "/encryption",
  },
  policy: {
    name: "Bucket policy",
    breaks: "Uploads that name this key, as it wants them to, fail, and objects under it cannot be read",
    tab: "/policy",
  },
  replicas: {
    name: "Replication",
    breaks: "Replicas are no longer written, and those under this key cannot be read",
    tab: "/settings",
  },
  inventory: {
    name: "Inventory",
    breaks: "Lists are no longer delivered, and those under this key cannot be read",
    tab: "/settings",
  },
  logs: { name: "Access logs", breaks: "Logs are not delivered: S3 wants a target under SSE-S3", tab: "/settings" },
} as const satisfies Record<UseKind, { name: string; breaks: string; tab: string }>;

/** Every setting of a bucket that depends on the key, what is not known, and what was asked. */
export function KeyUseTable({
  uses: { uses, unknown, read },
  region,
  here,
  all,
  isForData,
}: {
  uses: KeyUses;
  region: string;
  /** How many buckets are in the key's Region. */
  here: number;
  all: number;
  /** Whether S3 can use the key. */
  isForData: boolean;
}) {
  const known = Object.values(read).every((count) => count > 0) || all === 0;
  return (
    <div className="grid min-w-0 gap-3">
      {isForData && <p className="max-w-[96ch]">Without this key {WITHOUT_KEY}, in whatever bucket they lie.</p>}
      {uses.length > 0 && (
        <Table caption="Settings that depend on this key">
          <THead>
            <TR>
              <TH>Bucket</TH>
              <TH>Setting</TH>
              <TH>What breaks</TH>
            </TR>
          </THead>
          <TBody>
            {uses.map(({ kind, bucket, detail }) => (
              <TR key={`${kind} ${bucket.name} ${detail}`}>
                <TD row wrap>
                  <Link
                    className="font-mono text-sm hover:underline"
                    href={`/buckets/${encodeURIComponent(bucket.name)}${KINDS[kind].tab}`}
                  >
                    {bucket.name}
                  </Link>
                </TD>
                <TD wrap>
                  {KINDS[kind].name}
                  <span className="block text-sm text-dim">{detail}</span>
                </TD>
                <TD wrap>{KINDS[kind].breaks}</TD>
              </TR>
            ))}
          </TBody>
        </Table>
      )}
      {uses.length === 0 && (
        <p>
          {unknown.length === 0 && known
            ? "No setting of the buckets that were read names this key."
            : "Of what could be read, no setting names this key."}
        </p>
      )}
      <UnknownUses unknown={unknown} />
      <p className="max-w-[96ch] text-sm text-dim">
        Read now: the replication of {formatCount(read.replicas)} of {formatCount(all)} buckets of this account; default
        of {formatCount(read.default)}, policy of {formatCount(read.policy)}, inventory of {formatCount(read.inventory)}{" "}
        and access logs of {formatCount(read.logs)} of the {formatCount(here)} in {region}, as S3 uses keys of a
        bucket’s own Region only. Buckets of other accounts are not seen from here.
      </p>
    </div>
  );
}

/** What is not known for one reason, named once. */
function UnknownUses({ unknown }: { unknown: UnknownUse[] }) {
  const groups = [...Map.groupBy(unknown, ({ kind, reason }) => `${kind} ${reason}`).values()];
  return (
    groups.length > 0 && (
      <ul className="grid gap-1.5">
        {groups.map((group) => {
          const [first] = group;
          if (first === undefined) return null;
          const names = group.map(({ bucket }) => bucket.name);
          return (
            <li className="flex flex-wrap items-baseline gap-x-2" key={`${first.kind} ${first.reason}`}>
              <UnknownBadge failure={first.failure} reason={KINDS[first.kind].name} />
              <span className="min-w-0 wrap-anywhere text-dim">
                of {names.slice(0, 4).join(", ")}
                {names.length > 4 && ` and ${formatCount(names.length - 4)} more`}: {first.reason}
              </span>
            </li>
          );
        })}
      </ul>
    )
  );
}
