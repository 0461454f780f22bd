import { EncryptionBadge, UnknownBadge } from "#components/encryption-badge.tsx";
import { Tag } from "#components/tag.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import type { Result } from "#lib/aws/result.ts";
import { type Key, reasonS3CannotUse } from "#lib/kms/key.ts";
import type { BucketEncryption, Encryption } from "#lib/s3/encryption.ts";
import type { UploadAnswer, UploadKind } from "#lib/s3/enforcement.ts";
import { DefaultKey, reasonOf } from "../../default-key.tsx";

/** What an upload says of encryption, and what it is stored under where it is let through. */
const KINDS: { kind: Exclude<UploadKind, "no header">; stored: Encryption; key: string }[] = [
  {
    kind: "DSSE-KMS",
    stored: { type: "DSSE-KMS", keyId: null },
    key: "The key that it names; without one AWS’s own, aws/s3, not the bucket’s",
  },
  {
    kind: "SSE-KMS",
    stored: { type: "SSE-KMS", keyId: null, bucketKey: false },
    key: "The key that it names; without one AWS’s own, aws/s3, not the bucket’s",
  },
  { kind: "SSE-S3", stored: { type: "SSE-S3" }, key: "Amazon S3’s own" },
  { kind: "SSE-C", stored: { type: "SSE-C", algorithm: "AES256" }, key: "The one that it sends along" },
];

/** What becomes of an upload, by what it says of encryption, as far as the bucket itself decides. */
export function UploadOutcomes({
  configuration,
  usedKey,
  answers,
}: {
  configuration: Result<BucketEncryption>;
  usedKey: Result<Key> | null;
  answers: Record<UploadKind, UploadAnswer>;
}) {
  const blocked = configuration.ok ? configuration.value.blockedTypes : null;
  return (
    <div className="grid gap-2">
      <Table caption="What the next upload gets">
        <THead>
          <TR>
            <TH>The upload asks for</TH>
            <TH>It is stored under</TH>
            <TH>Key</TH>
          </TR>
        </THead>
        <TBody>
          <TR>
            <TD row>nothing</TD>
            <DefaultOutcome answer={answers["no header"]} configuration={configuration} usedKey={usedKey} />
          </TR>
          {KINDS.map(({ kind, stored, key }) => (
            <TR key={kind}>
              <TD row>{kind}</TD>
              {kind === "SSE-C" && blocked?.includes("SSE-C") ? (
                <Refused by="the blocked types above" />
              ) : (
                <Outcome answer={answers[kind]} stored={stored} keyInWords={key} />
              )}
            </TR>
          ))}
        </TBody>
      </Table>
      <p className="text-sm text-dim">
        As the bucket’s settings and policy decide, over TLS. What the uploader’s own permissions refuse comes on top.
      </p>
    </div>
  );
}

function DefaultOutcome({
  answer,
  configuration,
  usedKey,
}: {
  answer: UploadAnswer;
  configuration: Result<BucketEncryption>;
  usedKey: Result<Key> | null;
}) {
  if (answer.outcome === "refused") return <Refused by={`statement ${answer.statement}`} />;
  if (!configuration.ok) {
    return (
      <TD colSpan={2}>
        <UnknownBadge failure={configuration.failure} reason={reasonOf(configuration.failure)} />
      </TD>
    );
  }
  const encryption = configuration.value.default;
  const problem = usedKey?.ok ? reasonS3CannotUse(usedKey.value) : null;
  return (
    <>
      <TD wrap>
        {problem === null ? (
          <span className="inline-flex flex-wrap items-center gap-x-2">
            <EncryptionBadge encryption={encryption} />
            {answer.outcome === "depends" && <Depends answer={answer} />}
          </span>
        ) : (
          <Tag tone="bad">fails: the key cannot be used</Tag>
        )}
      </TD>
      <TD>
        <DefaultKey encryption={encryption} used={usedKey} />
      </TD>
    </>
  );
}

function Outcome({ answer, stored, keyInWords }: { answer: UploadAnswer; stored: Encryption; keyInWords: string }) {
  if (answer.outcome === "refused") return <Refused by={`statement ${answer.statement}`} />;
  return (
    <>
      <TD wrap>
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <EncryptionBadge encryption={stored} />
          {answer.outcome === "depends" && <Depends answer={answer} />}
        </span>
      </TD>
      <TD dim wrap>
        {keyInWords}
      </TD>
    </>
  );
}

function Depends({ answer }: { answer: Extract<UploadAnswer, { outcome: "depends" }> }) {
  return (
    <span className="text-sm text-dim">
      where statement {answer.statement} does not refuse it: that holds {answer.reason}
    </span>
  );
}

function Refused({ by }: { by: string }) {
  return (
    <TD colSpan={2} wrap>
      <b className="font-[550]">Refused</b> <span className="text-dim">by {by}</span>
    </TD>
  );
}
