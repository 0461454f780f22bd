import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { EncryptionMark } from "#components/encryption-mark.tsx";
import type { MarkType } from "#components/encryption-tone.ts";
import { reasonOf, type Result } from "#lib/aws/result.ts";
import { type Key, nameOf } from "#lib/kms/key.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { type BucketEncryption, type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import type { Deciding } from "#lib/s3/deciding.ts";
import { type Enforcement, enforcementOf } from "#lib/s3/enforcement.ts";
import { policyFindings } from "#lib/s3/policy-finding.ts";
import { type SseCAnswer, sseCAnswerOf } from "#lib/s3/sse-c.ts";
import { acrossWays, otherDenials, type PolicyAnswer, uploadAnswers } from "#lib/s3/upload-answer.ts";
import type { Ask, OpenDenial } from "#lib/s3/upload-fate.ts";
import { readEncryption } from "./bucket-context.ts";
import { readDeciding, readDefaultKey, readPolicy } from "./protection.ts";

/** In a few sentences, what happens to the next upload that says nothing of encryption, and to those that do. */
export async function NextUpload({ bucket }: { bucket: string }) {
  const [found, used, policy, deciding] = await Promise.all([
    readEncryption(bucket),
    readDefaultKey(bucket),
    readPolicy(bucket),
    readDeciding(bucket),
  ]);
  const isKnown = typeof deciding.policy !== "string";
  const withoutHeader = isKnown ? answerTo("nothing", deciding) : null;
  const sseC = sseCAnswerOf(found.ok ? found.value : null, isKnown ? answerTo("SSE-C", deciding) : null);
  const isDsse = found.ok && found.value.default.type === "DSSE-KMS";
  const [contradicting] = policyFindings(deciding).filter(
    ({ kind, certain }) => kind === "refuses the default" && certain,
  );
  const contradiction = isDsse ? (contradicting?.statement ?? null) : null;
  const asides = otherDenials(deciding);
  const others = (
    <>
      <WithoutHeader answer={withoutHeader} />{" "}
      {deciding.decryptFault && (
        <>
          <b className="font-[600] text-bad">Uploads in parts under its key fail.</b> {deciding.decryptFault}{" "}
        </>
      )}
      {asides.length > 0 && (
        <>
          Any upload may be refused: <Denials denials={asides} />.{" "}
        </>
      )}
      {policy.ok ? (
        <Others contradiction={contradiction} enforcement={enforcementOf(deciding)} />
      ) : (
        `What the policy refuses is not known: ${reasonOf(policy.failure)}.`
      )}{" "}
      {(isKnown || sseC.outcome === "blocked") && <SseC answer={sseC} />}
    </>
  );
  if (!found.ok) {
    return (
      <Said mark="unknown">
        <b className="font-[600]">What the next upload gets is not known</b>: {reasonOf(found.failure)}. {others}
      </Said>
    );
  }
  const encryption = found.value.default;
  const problem = used?.problem ?? null;
  const fails = problem?.status === "broken" || withoutHeader?.outcome === "refused";
  return (
    <Said mark={encryption.type}>
      <b className={fails ? "font-[600] text-bad" : "font-[600]"}>
        {problem?.status === "broken"
          ? "Uploads under the default fail."
          : headlineOf(encryption, withoutHeader, {
              unsure: problem?.status === "unknown",
              limited: asides.length > 0,
            })}
      </b>{" "}
      Default: <DefaultInWords configuration={found.value} usedKey={used?.key ?? null} />
      {used !== null && used.rotation.ok && rotationInWords(used.rotation.value)}. {problem?.reason} {others}
    </Said>
  );
}

/** What the policy says to uploads of a kind, whichever way they come. */
function answerTo(ask: Ask, deciding: Deciding): PolicyAnswer | null {
  const ways = uploadAnswers(deciding).get(ask);
  return ways === undefined ? null : acrossWays(ways);
}

/**
 * What stands above all else. `answer` is the policy's to an upload without a header, null where it is not known;
 * `unsure` whether it is not known if S3 can use the default's key, `limited` whether a statement about something else may
 * refuse any upload.
 */
function headlineOf(
  { type }: Encryption,
  answer: PolicyAnswer | null,
  { unsure, limited }: { unsure: boolean; limited: boolean },
): string {
  if (answer?.outcome === "refused") return "New objects without an encryption header are refused.";
  const unlessRefused = answer?.outcome === "accepted" && !limited ? "" : ", where the policy lets them through";
  const ifUsable = unsure ? ", if S3 can use the key, which is not known" : "";
  return `New objects without an encryption header ${LAYERS[type]}${unlessRefused}${ifUsable}.`;
}

const LAYERS = {
  "DSSE-KMS": "get two layers",
  "SSE-KMS": "get one layer",
  "SSE-S3": "get one layer",
  "SSE-C": "get one layer",
  none: "are not encrypted",
  other: "get an encryption that this console does not know",
} as const satisfies Record<Encryption["type"], string>;

/** What the policy says to uploads without a header, where it does not just let them through. */
function WithoutHeader({ answer }: { answer: PolicyAnswer | null }) {
  if (answer?.outcome === "depends") {
    return (
      <>
        Uploads without a header are refused in part: <Denials denials={answer.denials} />.
      </>
    );
  }
  if (answer?.outcome !== "refused") return null;
  return (
    <>
      The policy’s statement <Statement name={answer.statements[0]} /> refuses uploads without a header.
    </>
  );
}

function Said({ mark, children }: { mark: MarkType; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3">
      <span className="mt-0.5 shrink-0">
        <EncryptionMark size={20} type={mark} />
      </span>
      <p className="min-w-0 wrap-anywhere">{children}</p>
    </div>
  );
}

function DefaultInWords({ configuration, usedKey }: { configuration: BucketEncryption; usedKey: Result<Key> | null }) {
  const encryption = configuration.default;
  if (encryption.type === "SSE-S3") return "SSE-S3, with a key of Amazon S3’s own";
  if (encryption.type === "other") return <code className="font-mono text-sm">{encryption.algorithm}</code>;
  const keyId = keyIdOf(encryption);
  const bucketKey = encryption.type === "SSE-KMS" && encryption.bucketKey ? ", through a bucket key" : "";
  if (keyId === null) return `${encryption.type} with the AWS managed key, aws/s3${bucketKey}`;
  return (
    <>
      {encryption.type} with{" "}
      {usedKey?.ok ? (
        <Link className="rounded-sm font-mono text-sm hover:underline" href={keyHref(usedKey.value.arn)}>
          {nameOf(usedKey.value)}
        </Link>
      ) : (
        <code className="font-mono text-sm">{keyId}</code>
      )}
      {bucketKey}
    </>
  );
}

function rotationInWords(rotation: Rotation): string {
  if (rotation.status === "on")
    return rotation.periodDays === null ? ", rotating" : `, rotating every ${rotation.periodDays} days`;
  return rotation.status === "off" ? ", which does not rotate" : "";
}

/** What becomes of uploads that ask for less than DSSE-KMS. `contradiction` refuses the default with its own key. */
function Others({ enforcement, contradiction }: { enforcement: Enforcement; contradiction: string | null }) {
  if (contradiction !== null && enforcement.status !== "contradicted") {
    return (
      <span className="font-[550] text-bad">
        The policy’s statement <Statement name={contradiction} /> refuses uploads that ask for the default with its key.
      </span>
    );
  }
  switch (enforcement.status) {
    case "required":
      return (
        <>
          {OTHERS} are refused by the policy’s statement <Statement name={enforcement.statements.join(" and ")} />.
        </>
      );
    case "partly":
      return (
        <>
          {OTHERS} are refused in part: <Denials denials={enforcement.denials} />.
        </>
      );
    case "contradicted":
      return (
        <span className="font-[550] text-bad">
          The policy’s statement <Statement name={enforcement.statement} /> refuses uploads that ask for DSSE-KMS.
        </span>
      );
    case "not-required":
      return (
        <>
          {OTHERS} are <b className="font-[600]">not</b> refused.
        </>
      );
    case "unknown":
      return `What the policy refuses is not known: ${enforcement.reason}`;
  }
}

const OTHERS = "Requests that ask for SSE-S3 or SSE-KMS";

/** What becomes of uploads under the uploader's own key. */
function SseC({ answer }: { answer: SseCAnswer }) {
  switch (answer.outcome) {
    case "blocked":
      return "SSE-C is blocked.";
    case "refused":
      return (
        <>
          SSE-C is refused by <Statement name={answer.statements[0]} />.
        </>
      );
    case "depends":
      return (
        <>
          SSE-C is refused in part: <Denials denials={answer.denials} />.
        </>
      );
    case "accepted":
      return (
        <>
          SSE-C is <b className="font-[600]">not</b> refused.
        </>
      );
    case "unknown":
      return `Whether SSE-C is refused is not known: ${answer.reason}`;
  }
}

/** Every statement that may refuse them, and on what that depends. */
function Denials({ denials }: { denials: OpenDenial[] }) {
  return denials.map(({ statement, reason }, index) => (
    <Fragment key={`${statement} ${reason}`}>
      {index > 0 && "; "}
      <Statement name={statement} /> holds {reason}
    </Fragment>
  ));
}

function Statement({ name }: { name: string }) {
  return <code className="font-mono text-sm">{name}</code>;
}
