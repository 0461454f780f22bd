import { EncryptionBadge, UnknownBadge } from "#components/encryption-badge.tsx";
import { Tag } from "#components/tag.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { reasonOf, type Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import type { DefaultKeyProblem } from "#lib/s3/default-key.ts";
import type { BucketEncryption, Encryption } from "#lib/s3/encryption.ts";
import type { UploadAnswer, UploadKind } from "#lib/s3/enforcement.ts";
import { type SseCAnswer, sseCAnswerOf } from "#lib/s3/sse-c.ts";
import { DefaultKey } from "../../default-key.tsx";

/** What an upload asks for, and what it is stored under where it is let through. SSE-C is not the policy's alone. */
const KINDS: { kind: Exclude<UploadKind, "no header" | "SSE-C">; asks: string; stored: Encryption; key: string }[] = [
  {
    kind: "DSSE-KMS",
    asks: "DSSE-KMS and a key",
    stored: { type: "DSSE-KMS", keyId: null },
    key: "The one that it names",
  },
  {
    kind: "DSSE-KMS without a key",
    asks: "DSSE-KMS, no key",
    stored: { type: "DSSE-KMS", keyId: null },
    key: "AWS’s own, aws/s3, not the bucket’s",
  },
  {
    kind: "SSE-KMS",
    asks: "SSE-KMS and a key",
    stored: { type: "SSE-KMS", keyId: null, bucketKey: false },
    key: "The one that it names",
  },
  {
    kind: "SSE-KMS without a key",
    asks: "SSE-KMS, no key",
    stored: { type: "SSE-KMS", keyId: null, bucketKey: false },
    key: "AWS’s own, aws/s3, not the bucket’s",
  },
  { kind: "SSE-S3", asks: "SSE-S3", stored: { type: "SSE-S3" }, key: "Amazon S3’s own" },
];

const SSE_C: Encryption = { type: "SSE-C", algorithm: "AES256" };

/** The key of the default, and what is wrong with it. */
type UsedKey = { key: Result<Key>; problem: DefaultKeyProblem | null };

/** What becomes of an upload, by what it says of encryption, as far as the bucket itself decides. */
export function UploadOutcomes({
  configuration,
  used,
  answers,
}: {
  configuration: Result<BucketEncryption>;
  used: UsedKey | null;
  answers: Record<UploadKind, UploadAnswer>;
}) {
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
            <DefaultOutcome answer={answers["no header"]} configuration={configuration} used={used} />
          </TR>
          {KINDS.map(({ kind, asks, stored, key }) => (
            <TR key={kind}>
              <TD row>{asks}</TD>
              <Outcome answer={answers[kind]} stored={stored} keyInWords={key} />
            </TR>
          ))}
          <TR>
            <TD row>SSE-C</TD>
            <Outcome
              answer={sseCAnswerOf(configuration.ok ? configuration.value : null, answers["SSE-C"])}
              keyInWords="The one that it sends along"
              stored={SSE_C}
            />
          </TR>
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
  used,
}: {
  answer: UploadAnswer;
  configuration: Result<BucketEncryption>;
  used: UsedKey | null;
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
  return (
    <>
      <TD wrap>
        {used?.problem?.status === "broken" ? (
          <Tag tone="bad">fails: the key cannot be used</Tag>
        ) : (
          <span className="inline-flex flex-wrap items-center gap-x-2">
            <EncryptionBadge encryption={encryption} />
            {answer.outcome === "depends" && <Depends answer={answer} />}
          </span>
        )}
      </TD>
      <TD>
        <DefaultKey encryption={encryption} problem={used?.problem ?? null} used={used?.key ?? null} />
      </TD>
    </>
  );
}

function Outcome({ answer, stored, keyInWords }: { answer: SseCAnswer; stored: Encryption; keyInWords: string }) {
  if (answer.outcome === "refused") return <Refused by={`statement ${answer.statement}`} />;
  if (answer.outcome === "blocked") return <Refused by="the blocked types above" />;
  if (answer.outcome === "unknown") {
    return (
      <TD colSpan={2}>
        <UnknownBadge reason={answer.reason} />
      </TD>
    );
  }
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
