import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { TextDiff } from "#components/text-diff.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { toCli } from "#lib/commands/cli.ts";
import { policyResource, toTerraformSetting } from "#lib/commands/terraform-bucket.ts";
import { type PolicyChange, replacesForeign } from "#lib/s3/enforce.ts";
import { toDecidingPolicy } from "#lib/s3/deciding.ts";
import { nextUploads } from "#lib/s3/next-upload.ts";
import { toPolicyCall, toPutBucketPolicy } from "#lib/s3/policy-call.ts";
import { prepareChange, type ReadyChange } from "#lib/s3/policy-write.ts";
import { aliasesFor, awsOfBucket } from "../bucket-context.ts";
import { readDeciding } from "../protection.ts";
import { UploadsTable } from "../uploads-table.tsx";
import { ChangeForm } from "./change-form.tsx";
import { CHANGES, isSo } from "./change-words.ts";
import { JsonText, toReadable } from "./json-text.tsx";

/** A change of the policy: whom it concerns, what it makes of the text, and the form that sends it. */
export async function ChangePanel({ bucket, change }: { bucket: string; change: PolicyChange }) {
  const aws = await awsOfBucket(bucket);
  const ready = await attempt(prepareChange(aws, bucket, change));
  if (!ready.ok) return <FailureNotice failure={ready.failure} title="This change cannot be prepared" />;
  const { before, after, foreign, seen } = ready.value;
  const { verb, effects } = CHANGES[change];
  const replaces = replacesForeign(ready.value, change);
  return (
    <ChangeForm
      bucket={bucket}
      change={change}
      command={{
        cli: toCli(toPolicyCall(aws.region, bucket, after), aws.endpoints),
        terraform:
          after === null ? null : toTerraformSetting(aws.region, toPutBucketPolicy(bucket, after), policyResource),
      }}
      confirm={toConfirm(ready.value)}
      consent={
        replaces
          ? `Replace ${foreign.map(({ value }) => String(value.Sid)).join(", ")}, which somebody else wrote`
          : null
      }
      key={change}
      seen={seen}
      unchanged={after === before}
      verb={verb}
    >
      <Warnings change={change} ready={ready.value} />
      {change.startsWith("dsse-") && <BeforeAndAfter after={after} bucket={bucket} />}
      <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {effects.map(({ title, sentences }) => (
          <div className="min-w-0" key={title}>
            <h3 className="font-[600]">{title}</h3>
            <ul className="mt-1 grid list-disc gap-1 pl-4">
              {sentences
                .filter((sentence) => isSo(sentence, ready.value))
                .map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
            </ul>
          </div>
        ))}
      </div>
      {foreign.length > 0 && (
        <Notice
          title={
            replaces
              ? "A statement of this name stands there already and says something else"
              : "A statement of this name says something else than Twofold’s, and stays"
          }
          tone="warn"
        >
          <div className="mt-2 grid gap-2">
            {foreign.map(({ text }) => (
              <JsonText key={text} label="Statement of somebody else’s" text={toReadable(text)} />
            ))}
          </div>
        </Notice>
      )}
      <div className="grid min-w-0 gap-2">
        <h3 className="font-[600]">What it makes of the policy</h3>
        <TextDiff
          after={after === null ? "" : toReadable(after)}
          before={before === null ? "" : toReadable(before)}
          label="The policy, before and after"
        />
        <p className="text-sm text-dim">
          Laid out for reading. What is sent keeps every other statement character by character.
          {after === null && " No statement is left, so the policy is deleted."}
        </p>
      </div>
    </ChangeForm>
  );
}

/** What takes the bucket's name, typed. */
function toConfirm({ breaking, weakening }: ReadyChange): { title: string; sentence: string } | null {
  if (breaking?.all === true) {
    return {
      title: "After this nothing can be uploaded any more",
      sentence: [breaking.sentence, weakening ?? ""].join(" ").trim(),
    };
  }
  return weakening === null ? null : { title: "This protects the bucket less than today", sentence: weakening };
}

/** What the change makes of the next upload. */
async function BeforeAndAfter({ bucket, after }: { bucket: string; after: string | null }) {
  const [deciding, aliases] = await Promise.all([readDeciding(bucket), aliasesFor(bucket)]);
  const today = nextUploads(deciding);
  const then = nextUploads({ ...deciding, policy: toDecidingPolicy(after) });
  return (
    <UploadsTable
      aliases={aliases}
      caption="The next upload, before and after"
      columns={[
        { title: "Before", fates: today },
        { title: "After", fates: then, since: today },
      ]}
    />
  );
}

/** Where the demand and the default do not go together. */
function Warnings({ change, ready }: { change: PolicyChange; ready: ReadyChange }) {
  if (ready.default === null) return null;
  const { type } = ready.default;
  const warnings = [
    ...(ready.breaking === null ? [] : [ready.breaking.sentence]),
    ...(type === "DSSE-KMS"
      ? []
      : [
          change === "dsse-strict"
            ? `The default is ${type}, not DSSE-KMS. It gives nothing any more once every upload has to ask for DSSE-KMS.`
            : `The default is ${type}, not DSSE-KMS: uploads without a header still get ${type}. Change the default first.`,
        ]),
    ...(ready.keyArn === null
      ? ["The default names no KMS key, so none can be demanded: DSSE-KMS with any key will be taken."]
      : []),
  ];
  if (warnings.length === 0) return null;
  return (
    <Notice title="This does not go together with the default" tone="warn">
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
    </Notice>
  );
}
