import Form from "next/form";
import { Suspense } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws, requireSession } from "#lib/auth/session.ts";
import { toCli } from "#lib/commands/cli.ts";
import type { Key } from "#lib/kms/key.ts";
import { reasonObjectRefused, reasonRoleRefused, toAssumeRole, toTrialCalls } from "#lib/kms/preflight.ts";
import { CheckResults } from "./check-results.tsx";

/** What is to be checked, as the address has it; a role that is "" is oneself. */
export type Check = { object: string; role: string };

/** Whether oneself, or a role, could use this key for an object. Nothing is encrypted or decrypted. */
export async function CheckPanel({ found, object, role }: Check & { found: Key }) {
  const wrong = {
    object: object === "" ? null : reasonObjectRefused(object),
    role: role === "" ? null : reasonRoleRefused(role),
  };
  const isAsked = object !== "" && wrong.object === null && wrong.role === null;
  return (
    <Section
      description="Asks KMS whether it would make a data key for a write, and decrypt one for a read. These are dry runs: the key is not used, and no object is touched."
      title="Permission check"
    >
      <div className="grid gap-5">
        <Form action={`/keys/${found.keyId}`} className="grid max-w-[68ch] gap-3">
          <input name="region" type="hidden" value={found.region} />
          <input name="tab" type="hidden" value="check" />
          <TextField
            autoCapitalize="none"
            autoComplete="off"
            defaultValue={object}
            description="S3 gives KMS this ARN as the encryption context; policies may look at it. The object need not exist."
            error={wrong.object === null ? undefined : [wrong.object]}
            key={`object ${object}`}
            label="Object ARN"
            mono
            name="object"
            placeholder="arn:aws:s3:::bucket/path/to/object"
            required
            spellCheck={false}
          />
          <TextField
            autoCapitalize="none"
            autoComplete="off"
            defaultValue={role}
            description="Taken on by the console in your name for the check, so it needs sts:AssumeRole and the role's trust. Empty checks your own permission."
            error={wrong.role === null ? undefined : [wrong.role]}
            key={`role ${role}`}
            label="Role ARN"
            mono
            name="role"
            optional
            placeholder="arn:aws:iam::123456789012:role/Name"
            spellCheck={false}
          />
          <div>
            <Button type="submit" variant="primary">
              Check
            </Button>
          </div>
        </Form>
        {isAsked && (
          <>
            <Suspense fallback={<Skeleton lines={3} />} key={`${object} ${role}`}>
              <CheckResults found={found} object={object} role={role} />
            </Suspense>
            <Suspense>
              <Sent found={found} object={object} role={role} />
            </Suspense>
          </>
        )}
        <Notice title="What a dry run cannot see">
          It comes directly from this console, not through S3. Where a policy allows the key through S3 only
          (kms:ViaService), KMS refuses the dry run although S3 would succeed; where one refuses S3, it is the other way
          round. The key policy is looked at for that; policies of IAM are not. Nor does it say whether S3 itself allows
          the request (s3:PutObject, s3:GetObject).
        </Notice>
      </div>
    </Section>
  );
}

/** The requests of the check; those of a role carry the credentials that the first one answers with. */
async function Sent({ found, object, role }: Check & { found: Key }) {
  const [{ endpoints }, { user }] = await Promise.all([requireAws(), requireSession()]);
  const { arn, region } = found;
  const first = { service: "sts", operation: "AssumeRole", region, input: toAssumeRole(role, user) } as const;
  const calls = [...(role === "" ? [] : [first]), ...toTrialCalls(region, arn, object)];
  return (
    <div className="grid gap-2">
      <CommandPanel commands={calls.map((call) => ({ cli: toCli(call, endpoints) }))} title="What was sent" />
      {role !== "" && (
        <p className="max-w-[80ch] text-sm text-dim">
          The last two carry the credentials that the first one answers with. Where the role’s trust does not allow a
          source identity, the console takes it on without one; the session’s name is yours all the same.
        </p>
      )}
    </div>
  );
}
