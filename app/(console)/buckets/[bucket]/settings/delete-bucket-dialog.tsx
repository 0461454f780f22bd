"use client";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailedChange } from "#components/failed-change.tsx";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmedSubmit } from "#components/ui/confirmed-submit.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { type Endpoints, toCli } from "#lib/commands/cli.ts";
import { useChange } from "../../../outcomes/use-change.ts";
import { deleteBucketAction } from "./delete-bucket-action.ts";

const WORDS = { thing: "the bucket", done: "deleted" };

/** Says what is lost, asks for the name, and shows the commands. */
export function DeleteBucketDialog({
  bucket,
  region,
  endpoints,
  unknown,
}: {
  bucket: string;
  region: string;
  endpoints: Endpoints;
  /** What could not be counted, in words. */
  unknown: string[];
}) {
  const [state, submit, pending] = useChange(deleteBucketAction, WORDS);
  const line = (operation: string) => ({
    cli: toCli({ service: "s3api", operation, region, input: { Bucket: bucket } }, endpoints),
  });
  return (
    <Dialog
      description="Its settings go with it: encryption, policy, versioning, tags and the rest. Keep them first under “As code” if the bucket has to be made again."
      title={`Delete ${bucket}`}
      trigger={<Button variant="danger">Delete bucket…</Button>}
    >
      <KeptForm action={submit} className="grid gap-4">
        <input name="bucket" type="hidden" value={bucket} />
        {unknown.length > 0 && (
          <Notice title="Not all of it could be counted" tone="warn">
            Not known: {unknown.join(", ")}. S3 refuses a bucket that still holds objects or versions; uploads that are
            under way would be lost.
          </Notice>
        )}
        <div className="text-sm">
          <p>What may still point to it, and is not looked for here:</p>
          <ul className="list-disc pl-5 text-dim">
            <li>replication and access logs of other accounts’ buckets, Inventory and CloudTrail that write into it</li>
            <li>CloudFront, DNS names and programs that read from it: whoever takes the name then answers them</li>
            <li>IAM, key and endpoint policies that name it: they would hold for the next bucket of this name</li>
          </ul>
        </div>
        <CommandPanel commands={[line("DeleteBucket"), line("HeadBucket")]} title="Delete and read back" />
        <ConfirmedSubmit expected={bucket} pending={pending} verb="Delete bucket">
          {state.status === "failed" && (
            <FailedChange commands={state.commands} failure={state.failure} words={WORDS} />
          )}
          {state.status === "invalid" && <p role="alert">{Object.values(state.fields).flat().join(" ")}</p>}
        </ConfirmedSubmit>
      </KeptForm>
    </Dialog>
  );
}
