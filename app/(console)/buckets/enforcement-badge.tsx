import { UnknownBadge } from "#components/encryption-badge.tsx";
import { Tag } from "#components/tag.tsx";
import { Tip } from "#components/tip.tsx";
import type { Enforcement } from "#lib/s3/enforcement.ts";
import type { PolicyAnswer } from "#lib/s3/upload-answer.ts";
import { denialsInWords } from "#lib/s3/upload-fate.ts";

/** Whether a bucket's policy refuses uploads that ask for another encryption than DSSE-KMS, and which statement does. */
export function EnforcementBadge({ enforcement }: { enforcement: Enforcement }) {
  if (enforcement.status === "unknown") return <UnknownBadge reason={enforcement.reason} />;
  if (enforcement.status === "not-required") return <span className="text-dim">No</span>;
  const { word, tone } = WORDS[enforcement.status];
  return (
    <Tip tip={<p>{inWords(enforcement)}</p>}>
      <Tag tone={tone}>
        {word}
        {enforcement.status === "required" && enforcement.withoutHeader.outcome === "refused" && ", by header"}
      </Tag>
    </Tip>
  );
}

const WORDS = {
  required: { word: "yes", tone: "accent" },
  partly: { word: "partly", tone: "warn" },
  contradicted: { word: "DSSE-KMS refused", tone: "bad" },
} as const;

/** What the policy does, in sentences. */
function inWords(enforcement: Enforcement): string {
  switch (enforcement.status) {
    case "required":
      return `The policy refuses uploads that ask for SSE-S3 or SSE-KMS, by ${enforcement.statements.join(" and ")}. ${withoutHeader(enforcement.withoutHeader)}`;
    case "partly":
      return `The policy refuses another encryption in part: ${denialsInWords(enforcement.denials)}.`;
    case "contradicted":
      return `The policy’s statement ${enforcement.statement} refuses uploads that ask for DSSE-KMS.`;
    case "not-required":
      return "The policy refuses no upload for the encryption that it asks for.";
    case "unknown":
      return enforcement.reason;
  }
}

function withoutHeader(answer: PolicyAnswer): string {
  switch (answer.outcome) {
    case "accepted":
      return "Uploads without a header are let through and get the default.";
    case "refused":
      return `${answer.statements[0]} refuses uploads without a header too, so the default never applies.`;
    case "depends":
      return `Uploads without a header are refused in part: ${denialsInWords(answer.denials)}.`;
    case "unknown":
      return `Whether uploads without a header are refused is not known: ${answer.reason}.`;
  }
}
