import { CommandPanel } from "#components/command-panel.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { toScript } from "#lib/commands/cli.ts";
import { toAbortCalls, type UploadAddress } from "#lib/s3/incomplete-upload.ts";
import { findUpload } from "#lib/s3/incomplete-upload-read.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { objectHref } from "../object-href.ts";

/** What S3 says now of an upload that was to be aborted. Asked anew, because the address of a page proves nothing. */
export async function EndedNotice({ upload, how }: { upload: UploadAddress; how: "aborted" | "gone" }) {
  const aws = await awsOfBucket(upload.bucket);
  const left = await attempt(findUpload(aws, upload));
  const name = toVisible(upload.key);
  if (!left.ok)
    return <FailureNotice failure={left.failure} live title="What became of the upload could not be read back" />;
  if (left.value !== null) {
    return (
      <Notice live title={`The upload to ${name} is still there`} tone="warn">
        S3 lists it among the incomplete uploads: it was not aborted.
      </Notice>
    );
  }
  if (how === "gone") {
    return (
      <Notice
        actions={<ButtonLink href={objectHref(upload)}>See what lies under this key</ButtonLink>}
        live
        title={`The upload to ${name} was gone already`}
        tone="warn"
      >
        S3 lists it no more. Somebody completed it, and then there is an object, or aborted it, before this console did.
      </Notice>
    );
  }
  return (
    <div className="grid gap-3">
      <Notice live title={`The upload to ${name} is gone`} tone="ok">
        S3 lists it no more among the incomplete uploads.
      </Notice>
      <CommandPanel
        commands={[{ cli: toScript(toAbortCalls(aws.region, upload), aws.endpoints) }]}
        title="Abort and read back"
      />
    </div>
  );
}
