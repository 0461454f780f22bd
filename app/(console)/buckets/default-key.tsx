import { UnknownBadge } from "#components/encryption-badge.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Tag } from "#components/tag.tsx";
import { Tip } from "#components/tip.tsx";
import type { Result } from "#lib/aws/result.ts";
import { aliasOf, type Key } from "#lib/kms/key.ts";
import { fromKeyArn, keyHref } from "#lib/kms/key-arn.ts";
import type { DefaultKeyProblem } from "#lib/s3/default-key.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";

/** The key of a default as the rule names it, resolved to the key that it means, with what is wrong with it. */
export function DefaultKey({
  encryption,
  used,
  problem,
}: {
  encryption: Encryption;
  used: Result<Key> | null;
  problem: DefaultKeyProblem | null;
}) {
  if (encryption.type === "SSE-S3") return <span className="text-dim">Amazon S3’s own</span>;
  if (encryption.type !== "SSE-KMS" && encryption.type !== "DSSE-KMS") return <span className="text-dim">—</span>;
  const written = keyIdOf(encryption);
  if (written === null || used === null) return <span className="text-dim">AWS managed key, aws/s3</span>;
  const arn = used.ok ? used.value.arn : written;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <KeyName
        alias={used.ok ? aliasOf(used.value) : null}
        arn={arn}
        href={fromKeyArn(arn) === null ? null : keyHref(arn)}
      />
      <Problem problem={problem} />
      {used.ok && fromKeyArn(written) === null && (
        <Tip
          tip={
            <>
              The rule names it <code className="font-mono">{written}</code>. An alias or a bare id is resolved in the
              account of whoever uploads, which may find another key than this one.
            </>
          }
        >
          <Tag tone="warn">not named by ARN</Tag>
        </Tip>
      )}
    </span>
  );
}

function Problem({ problem }: { problem: DefaultKeyProblem | null }) {
  if (problem === null) return null;
  if (problem.status === "unknown") {
    const { failure, short } = problem;
    return failure === null ? <UnknownBadge reason={short} /> : <UnknownBadge failure={failure} reason={short} />;
  }
  return (
    <Tip tip={problem.reason}>
      <Tag tone="bad">{problem.short}</Tag>
    </Tip>
  );
}
