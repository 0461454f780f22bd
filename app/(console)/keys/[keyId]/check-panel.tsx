import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { isSymmetricEncryption, type Key } from "#lib/kms/key.ts";
import { reasonObjectRefused, reasonRoleRefused } from "#lib/kms/preflight.ts";
import { type Check, CheckForm } from "./check-form.tsx";

/** Whether oneself, or a role, could use this key for an object. Asked by a form alone, so that no link can ask in one's name. */
export function CheckPanel({ found, object, role }: Check & { found: Key }) {
  if (!isSymmetricEncryption(found)) {
    return (
      <Section title="Permission check">
        <p className="text-dim">This asks KMS for what S3 asks of a key, and S3 cannot use this one.</p>
      </Section>
    );
  }
  const wrong = {
    object: object === "" ? undefined : toErrors(reasonObjectRefused(object)),
    role: role === "" ? undefined : toErrors(reasonRoleRefused(role)),
  };
  return (
    <Section
      description="Asks KMS whether it would make a data key for a write, and decrypt one for a read. These are dry runs: the key is not used, and no object is touched."
      title="Permission check"
    >
      <div className="grid gap-5">
        <CheckForm arn={found.arn} object={object} role={role} wrong={wrong} />
        <Notice title="What a dry run cannot see">
          It comes directly from this console, not through S3. A policy can tell the two apart: by the service
          (kms:ViaService, aws:ViaAWSService, aws:CalledVia), by where a request comes from (aws:SourceIp,
          aws:SourceVpc, aws:SourceVpce), or by what else S3 gives as the encryption context. Then KMS can refuse the
          dry run although S3 would succeed, or the other way round. The key policy is looked at for that; policies of
          IAM are not. Nor does it say whether S3 itself allows the request (s3:PutObject, s3:GetObject).
        </Notice>
      </div>
    </Section>
  );
}

function toErrors(reason: string | null): string[] | undefined {
  return reason === null ? undefined : [reason];
}
