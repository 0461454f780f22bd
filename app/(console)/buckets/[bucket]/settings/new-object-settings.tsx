import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "#components/notice.tsx";
import { Tag } from "#components/tag.tsx";
import { type SseCBlocking, sseCBlockingOf } from "#lib/s3/blocked-types.ts";
import { objectLockInWords } from "#lib/s3/object-lock.ts";
import { getVersioning } from "#lib/s3/read.ts";
import { getEncryptionRule, getObjectLock } from "#lib/s3/settings-read.ts";
import type { Versioning } from "#lib/s3/versioning.ts";
import { Changeable } from "./changeable.tsx";
import { SettingRow } from "./setting-row.tsx";
import { SseCForm } from "./sse-c-form.tsx";
import { VersioningForm } from "./versioning-form.tsx";

/** What a new object meets, besides the default encryption. */
export function NewObjectSettings({ bucket }: { bucket: string }) {
  return (
    <>
      <SettingRow
        ask={(aws) => getEncryptionRule(aws, bucket)}
        bucket={bucket}
        id="sse-c"
        note={
          <>
            The default itself is set under{" "}
            <Link className="link" href={`/buckets/${encodeURIComponent(bucket)}/encryption`}>
              Encryption
            </Link>
            .
          </>
        }
        title="Keys that uploaders bring"
        unknown="What the bucket blocks is not known"
      >
        {(rule, { region }) => (
          <Changeable fact={SSE_C[sseCBlockingOf(rule)]} what="SSE-C blocking">
            <SseCForm bucket={bucket} region={region} rule={rule} />
          </Changeable>
        )}
      </SettingRow>
      <SettingRow
        ask={(aws) => getVersioning(aws, bucket)}
        bucket={bucket}
        id="versioning"
        title="Versioning"
        unknown="The versioning is not known"
      >
        {(versioning, { region }) =>
          versioning.mfaDelete ? (
            <div className="grid gap-3">
              <VersioningFact versioning={versioning} />
              <Notice title="Only the root user, with its MFA device, can change it">
                MFA delete is on. S3 takes a change of the versioning with the device’s serial number and code only, so
                it is not offered here.
              </Notice>
            </div>
          ) : (
            <Changeable fact={<VersioningFact versioning={versioning} />} what="versioning">
              <VersioningForm bucket={bucket} current={versioning} region={region} />
            </Changeable>
          )
        }
      </SettingRow>
      <SettingRow
        ask={(aws) => getObjectLock(aws, bucket)}
        bucket={bucket}
        id="object-lock"
        title="Object Lock"
        unknown="Whether objects are locked is not known"
      >
        {(lock) => objectLockInWords(lock).map((sentence) => <p key={sentence}>{sentence}</p>)}
      </SettingRow>
    </>
  );
}

const SSE_C = {
  blocked: (
    <p>
      Refused. Uploads under SSE-C get AccessDenied; what is stored under it already is still read with its key. S3 can
      block no other type: for “DSSE-KMS only” there is the policy.
    </p>
  ),
  taken: (
    <p>
      <Tag tone="warn">taken</Tag> Uploads under SSE-C are taken unless a policy refuses them. Their keys are never in
      KMS.
    </p>
  ),
  unsaid: (
    <p>
      <Tag>not said</Tag> S3 answers nothing about blocked types for this bucket, so whether uploads under SSE-C are
      taken is not known.
    </p>
  ),
} satisfies Record<SseCBlocking, ReactNode>;

function VersioningFact({ versioning: { status, mfaDelete } }: { versioning: Versioning }) {
  return (
    <>
      <p>{VERSIONING[status]}</p>
      <p className="text-dim">
        MFA delete: {mfaDelete ? "on. Deleting a version for good needs the root user’s MFA." : "off."}
      </p>
    </>
  );
}

const VERSIONING = {
  enabled: "On. An overwritten or deleted object stays as an older version, under the encryption that it has.",
  suspended: "Suspended. Older versions stay, new ones replace the version called null.",
  never: "Off. An overwritten or deleted object is gone.",
} satisfies Record<Versioning["status"], string>;
