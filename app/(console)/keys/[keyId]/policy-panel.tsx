import { FailureNotice } from "#components/failure-notice.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import type { Key } from "#lib/kms/key.ts";
import { lintKeyPolicy } from "#lib/kms/policy-lint.ts";
import { toReadableJson } from "#lib/kms/policy-text.ts";
import { getKeyPolicy } from "#lib/kms/read.ts";
import { PolicyText } from "../policy-text.tsx";

/** Who may do what with the key, as AWS stores it. */
export async function PolicyPanel({ found }: { found: Key }) {
  const aws = (await requireAws()).in(found.region);
  const policy = await attempt(getKeyPolicy(aws, found.arn));
  if (!policy.ok) return <FailureNotice failure={policy.failure} title="The key policy is not known" />;
  return (
    <div className="grid max-w-[96ch] gap-3">
      <p className="max-w-[80ch] text-dim">
        The policy as AWS stores it. Without it nobody has any right over the key: IAM policies count only where it lets
        them.
        {found.manager === "AWS" && " AWS wrote this one, and nobody else can change it."}
      </p>
      <PolicyText
        policy={indent(policy.value)}
        problems={found.manager === "AWS" ? [] : lintKeyPolicy(policy.value)}
        title="Key policy"
      />
    </div>
  );
}

function indent(policy: string): string {
  try {
    return toReadableJson(JSON.parse(policy));
  } catch {
    return policy;
  }
}
