import Link from "next/link";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { toCli } from "#lib/commands/cli.ts";
import { type ObjectAddress, toDeleteObject, toListVersions } from "#lib/s3/object.ts";
import { findObjectVersion } from "#lib/s3/object-read.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { objectHref } from "../object-href.ts";
import { outcomeOf } from "./deletion.ts";

/** What S3 says now of what was to be deleted. Asked anew, because the address of a page proves nothing. */
export async function DeletedNotice({ address }: { address: ObjectAddress }) {
  const { bucket, key, versionId } = address;
  const aws = await awsOfBucket(bucket);
  const left = await attempt(findObjectVersion(aws, address));
  const cli = (operation: string, input: object) => ({
    cli: toCli({ service: "s3api", operation, region: aws.region, input }, aws.endpoints),
  });
  return (
    <div className="grid gap-3">
      {left.ok ? (
        <Outcome
          address={address}
          {...outcomeOf(address, left.value)}
          linked={versionId === undefined && left.value !== null}
        />
      ) : (
        <FailureNotice failure={left.failure} live title="What S3 holds now could not be read back" />
      )}
      <CommandPanel
        commands={[
          cli("DeleteObject", toDeleteObject(address)),
          cli("ListObjectVersions", toListVersions(bucket, key)),
        ]}
        title="Delete and read back"
      />
    </div>
  );
}

function Outcome({
  address: { bucket, key },
  tone,
  title,
  text,
  linked,
}: { address: ObjectAddress; linked: boolean } & ReturnType<typeof outcomeOf>) {
  return (
    <Notice live title={title} tone={tone}>
      <p>
        {text}{" "}
        {linked && (
          <Link className="link" href={objectHref({ bucket, key })} prefetch={false}>
            Show its versions
          </Link>
        )}
      </p>
    </Notice>
  );
}
