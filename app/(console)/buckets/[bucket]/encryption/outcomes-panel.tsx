import { nextUploads } from "#lib/s3/next-upload.ts";
import { aliasesFor } from "../bucket-context.ts";
import { readDeciding } from "../protection.ts";
import { UploadsTable } from "../uploads-table.tsx";

/** What becomes of the next upload, by what it says of encryption, as the bucket itself decides. */
export async function OutcomesPanel({ bucket }: { bucket: string }) {
  const [deciding, aliases] = await Promise.all([readDeciding(bucket), aliasesFor(bucket)]);
  const fates = nextUploads(deciding);
  return (
    <div className="grid gap-2">
      <UploadsTable
        aliases={aliases}
        caption="What the next upload gets"
        columns={[{ title: "It is stored under", fates }]}
      />
      <p className="text-sm text-dim">
        By Put, in parts and by copy alike where it is not said otherwise. As the bucket’s settings and policy decide,
        over TLS, for everybody but AWS’s own services, which a statement can leave out. What the uploader’s own
        permissions refuse, by IAM or by the key’s policy, comes on top; a key’s policy that could not be read is not
        looked at.
      </p>
    </div>
  );
}
