import { EncryptionBadge, UnknownBadge } from "#components/encryption-badge.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import {
  type Ask,
  denialsInWords,
  isSameFate,
  type OpenDenial,
  PARTS_UNDOCUMENTED,
  type Stored,
  type UploadFate,
  type Way,
  WAYS,
} from "#lib/s3/upload-fate.ts";

type Fates = ReadonlyMap<Ask, Record<Way, UploadFate>>;

/** What becomes of each kind of upload. Where `since` says the same, the column does not say it again. */
type Column = { title: string; fates: Fates; since?: Fates };

export const ASK_WORDS: Record<Ask, string> = {
  nothing: "nothing",
  "DSSE-KMS and the key": "DSSE-KMS, the default’s key",
  "DSSE-KMS, no key": "DSSE-KMS, no key",
  "DSSE-KMS and another key": "DSSE-KMS, another key",
  "SSE-KMS and the key": "SSE-KMS, the default’s key",
  "SSE-KMS, no key": "SSE-KMS, no key",
  "SSE-KMS and another key": "SSE-KMS, another key",
  "SSE-S3": "SSE-S3",
  "SSE-C": "SSE-C",
};

/** The next upload by what it says of encryption, a column for each answer to it. */
export function UploadsTable({ caption, columns, aliases }: { caption: string; columns: Column[]; aliases: Aliases }) {
  const [first] = columns;
  return (
    <div className="grid gap-2">
      <Table caption={caption}>
        <THead>
          <TR>
            <TH>The upload asks for</TH>
            {columns.map(({ title }) => (
              <TH key={title}>{title}</TH>
            ))}
          </TR>
        </THead>
        <TBody>
          {[...(first?.fates.keys() ?? [])].map((ask) => (
            <TR key={ask}>
              <TD className="min-w-32" row wrap>
                {ASK_WORDS[ask]}
              </TD>
              {columns.map(({ title, fates, since }) => (
                <TD key={title} wrap>
                  {isSame(fates.get(ask), since?.get(ask)) ? (
                    <span className="text-dim">as before</span>
                  ) : (
                    <WaysCell aliases={aliases} fates={fates.get(ask)} />
                  )}
                </TD>
              ))}
            </TR>
          ))}
        </TBody>
      </Table>
      <Asides denials={asidesIn(columns)} />
    </div>
  );
}

/** On what it depends whether a statement refuses an upload that is about something else than its encryption. */
function Asides({ denials }: { denials: OpenDenial[] }) {
  if (denials.length === 0) return null;
  return (
    <p className="text-sm text-dim">
      Whatever it asks for, an upload may also be refused by{" "}
      {denials.map(({ statement, reason }) => `${statement}, which holds ${reason}`).join("; and by ")}.
    </p>
  );
}

function asidesIn(columns: Column[]): OpenDenial[] {
  const fates = columns.flatMap(({ fates: ofColumn }) =>
    [...ofColumn.values()].flatMap((ways) => WAYS.map((way) => ways[way])),
  );
  const asides = fates.flatMap((fate) => (fate.outcome === "depends" ? fate.denials.filter(({ aside }) => aside) : []));
  return [...new Map(asides.map((one) => [denialsInWords([one]), one])).values()];
}

function isSame(one: Record<Way, UploadFate> | undefined, other: Record<Way, UploadFate> | undefined): boolean {
  return one !== undefined && other !== undefined && WAYS.every((way) => isSameFate(one[way], other[way]));
}

export const WAY_WORDS: Record<Way, string> = { put: "Put", multipart: "In parts", copy: "Copy" };

/** One answer for all ways, or one a line for those that differ. */
function WaysCell({ fates, aliases }: { fates: Record<Way, UploadFate> | undefined; aliases: Aliases }) {
  if (fates === undefined) return null;
  if (WAYS.every((way) => isSameFate(fates[way], fates.put))) return <Fate aliases={aliases} fate={fates.put} />;
  const groups = WAYS.filter((way, at) => WAYS.findIndex((one) => isSameFate(fates[one], fates[way])) === at);
  return (
    <div className="grid gap-1">
      {groups.map((group) => (
        <div className="flex flex-wrap gap-x-2" key={group}>
          <span className="text-dim">
            {WAYS.filter((way) => isSameFate(fates[way], fates[group]))
              .map((way) => WAY_WORDS[way])
              .join(", ")}
            :
          </span>
          <Fate aliases={aliases} fate={fates[group]} />
        </div>
      ))}
    </div>
  );
}

export type Aliases = ReadonlyMap<string, string>;

export function Fate({ fate, aliases }: { fate: UploadFate; aliases: Aliases }) {
  switch (fate.outcome) {
    case "stored":
      return <StoredAs aliases={aliases} as={fate.as} />;
    case "refused":
      return (
        <span>
          <b className="font-[550]">Refused</b> <span className="text-dim">{refusedBy(fate)}</span>
        </span>
      );
    case "depends":
      return <Depends aliases={aliases} fate={fate} />;
    case "unknown":
      return <UnknownBadge reason={fate.reason} />;
  }
}

function Depends({ fate: { as, denials }, aliases }: { fate: Depending; aliases: Aliases }) {
  const [first, ...more] = denials.filter(({ aside }) => !aside);
  const asides = denials.flatMap(({ statement, aside }) => (aside ? [statement] : []));
  if (first !== undefined && [first, ...more].every(({ reason }) => reason === PARTS_UNDOCUMENTED)) {
    return (
      <span className="text-sm text-dim">
        the same, unless {[first, ...more].map(({ statement }) => statement).join(" or ")} also judges the parts, which
        carry no header: AWS does not document it
      </span>
    );
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <StoredAs aliases={aliases} as={as} />
      {first !== undefined && (
        <span className="text-sm text-dim">
          {more.length === 0
            ? `where ${first.statement} does not refuse it: that holds ${first.reason}`
            : `where none of these refuses it: ${denialsInWords([first, ...more])}`}
        </span>
      )}
      {asides.length > 0 && <span className="text-sm text-dim">unless {asides.join(" or ")} refuses it</span>}
    </span>
  );
}

type Depending = Extract<UploadFate, { outcome: "depends" }>;

function refusedBy(fate: Extract<UploadFate, { outcome: "refused" }>): string {
  switch (fate.by) {
    case "statement":
      return `by statement ${fate.statement}`;
    case "blocked types":
      return "by the bucket’s blocked types";
    case "key":
      return `as the key cannot be used: ${fate.reason}`;
  }
}

/** What an object is encrypted with, its key beside it. */
function StoredAs({ as: { encryption, key, bucketKey }, aliases }: { as: Stored; aliases: Aliases }) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
      <EncryptionBadge encryption={encryption} />
      {bucketKey === "not known" && <span className="text-dim">bucket key not known</span>}
      {typeof key === "object" && key !== null && <KeyName alias={aliases.get(key.arn) ?? null} arn={key.arn} />}
      {key === "aws/s3" && <span className="text-dim">AWS’s own key, aws/s3</span>}
      {key === "named" && <span className="text-dim">the key that it names</span>}
    </span>
  );
}
