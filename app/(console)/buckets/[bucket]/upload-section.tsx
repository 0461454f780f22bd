import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { listS3Keys } from "#lib/kms/read.ts";
import { type Encryption, isDefault, keyIdOf } from "#lib/s3/encryption.ts";
import { getVersioning } from "#lib/s3/read.ts";
import { aliasesFor, awsOfBucket, readStandard } from "./bucket-context.ts";
import { overwritingIn } from "./overwriting.ts";
import type { UploadChoice } from "./upload-choice.ts";
import { UploadPanel } from "./upload-panel.tsx";

/** What an upload here may ask for: the bucket's default first, then DSSE-KMS with each key that S3 can use. */
export async function UploadSection({ bucket, prefix }: { bucket: string; prefix: string }) {
  const aws = await awsOfBucket(bucket);
  const [standard, keys, aliases, versioning] = await Promise.all([
    readStandard(bucket),
    attempt(listS3Keys(aws)),
    aliasesFor(bucket),
    attempt(getVersioning(aws, bucket)),
  ]);
  const choices: UploadChoice[] = [];
  const exact = standard.ok ? standard.value.exact : null;
  if (exact !== null && isDefault(exact)) {
    choices.push({ label: `This bucket’s default: ${inWords(exact, aliases)}`, encryption: exact });
  }
  const taken = exact?.type === "DSSE-KMS" ? exact.keyId : null;
  for (const { arn, alias, usable } of keys.ok ? keys.value : []) {
    if (!usable || arn === taken) continue;
    choices.push({ label: `DSSE-KMS with ${alias ?? arn}`, encryption: { type: "DSSE-KMS", keyId: arn } });
  }
  return (
    <div className="grid gap-2">
      {!standard.ok && (
        <FailureNotice failure={standard.failure} title="This bucket’s default encryption is not known" />
      )}
      {standard.ok && standard.value.failure !== null && (
        <FailureNotice
          failure={standard.value.failure}
          title="An upload cannot ask for this bucket’s default: which key it names is not known"
        />
      )}
      {exact !== null && !isDefault(exact) && (
        <Notice title={`An upload cannot ask for this bucket’s default, ${inWords(exact, aliases)}`} tone="warn">
          Choose another encryption for it.
        </Notice>
      )}
      {!keys.ok && (
        <FailureNotice failure={keys.failure} title="The keys that an upload could name could not be listed" />
      )}
      <UploadPanel
        bucket={bucket}
        choices={choices}
        overwriting={overwritingIn(versioning)}
        prefix={prefix}
        region={aws.region}
      />
    </div>
  );
}

/** As high as the panel whose place it holds, so that the rows below stay where one reaches for them. */
export function UploadSkeleton() {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3 rounded-lg border border-dashed border-line px-4 py-3 print:hidden">
      <span className="shimmer h-8 w-33" />
      <p className="flex h-8 items-center text-dim">or drop them on this page</p>
      <p className="grid max-w-[68ch] min-w-0 flex-[1_1_18rem] gap-1">
        <span className="text-dim">Reading what an upload can ask for…</span>
        <span className="shimmer h-8" />
      </p>
    </div>
  );
}

function inWords(encryption: Encryption, aliases: ReadonlyMap<string, string>): string {
  if (encryption.type === "other") return encryption.algorithm;
  const arn = keyIdOf(encryption);
  return arn === null ? encryption.type : `${encryption.type} with ${aliases.get(arn) ?? arn}`;
}
