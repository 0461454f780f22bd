import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { doubtThatS3CanUse, reasonS3CannotUse } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { resolveKey } from "#lib/kms/read.ts";
import { TARGET_IN_WORDS } from "#lib/s3/bucket-target.ts";
import { readKeyChoices } from "../../key-choices.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { readDefaultKey } from "../protection.ts";
import { CodePanel } from "./code-panel.tsx";
import { KeyForm } from "./key-form.tsx";

/** Says what "as it should be" means, asks under which key, and shows the code. */
export async function TargetPanel({ bucket, keyArn }: { bucket: string; keyArn: string }) {
  const aws = await awsOfBucket(bucket);
  const [choices, used] = await Promise.all([readKeyChoices(aws), readDefaultKey(bucket)]);
  const own = used?.key.ok && used.key.value.manager === "CUSTOMER" ? used.key.value.arn : null;
  const chosen = keyArn === "" ? own : keyArn;
  return (
    <div className="grid gap-7">
      <div className="grid gap-4">
        <ul className="list-disc pl-5">
          {TARGET_IN_WORDS.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <KeyForm bucket={bucket} choices={choices} keyArn={chosen} region={aws.region} />
      </div>
      {chosen !== null && <UnderKey bucket={bucket} keyArn={chosen} />}
    </div>
  );
}

/** Code for a key that S3 cannot use would lock every upload out. */
async function UnderKey({ bucket, keyArn }: { bucket: string; keyArn: string }) {
  const aws = await awsOfBucket(bucket);
  const region = fromKeyArn(keyArn)?.region ?? null;
  if (region !== aws.region) {
    return (
      <Notice title="This key cannot be this bucket’s" tone="bad">
        {region === null ? "It is no key’s ARN." : `It is in ${region}, the bucket in ${aws.region}.`}
      </Notice>
    );
  }
  const key = await attempt(resolveKey(aws, keyArn));
  if (!key.ok) return <FailureNotice failure={key.failure} title="KMS does not describe this key" />;
  const reason = reasonS3CannotUse(key.value) ?? doubtThatS3CanUse(key.value);
  if (reason !== null) {
    return (
      <Notice title="S3 cannot use this key" tone="bad">
        {reason}
      </Notice>
    );
  }
  return <CodePanel bucket={bucket} keyArn={key.value.arn} />;
}
