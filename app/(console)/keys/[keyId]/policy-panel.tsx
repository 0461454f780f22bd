import { Suspense } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { type Key, nameOf } from "#lib/kms/key.ts";
import { checkKeyPolicy } from "#lib/kms/policy-lint.ts";
import { toReadableJson } from "#lib/kms/policy-text.ts";
import { toSeenPolicy } from "#lib/kms/policy-write.ts";
import { getKeyPolicy } from "#lib/kms/read.ts";
import { PolicyText } from "../policy-text.tsx";
import { KeyUsers } from "./key-users.tsx";
import { PolicyEditor } from "./policy-editor.tsx";
import { PolicyWords } from "./policy-words.tsx";

/** Who may do what with the key, as AWS stores it and in plain words, and the ways to change it. */
export async function PolicyPanel({ found, edit }: { found: Key; edit: "form" | "json" | null }) {
  const aws = (await requireAws()).in(found.region);
  const [policy, caller] = await Promise.all([
    attempt(getKeyPolicy(aws, found.arn)),
    edit === null ? null : attempt(getIdentity(aws)),
  ]);
  if (!policy.ok) return <FailureNotice failure={policy.failure} title="The key policy is not known" />;
  const isOurs = found.manager !== "AWS";
  const text = toReadable(policy.value);
  const address = `/keys/${found.keyId}?region=${found.region}&tab=policy` as const;
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="max-w-[80ch] text-dim">
          The policy as AWS stores it. Without it nobody has any right over the key: IAM policies count only where it
          lets them. Grants stand beside it.
          {!isOurs && " AWS wrote this one, and nobody else can change it."}
        </p>
        {isOurs && (
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={`${address}&edit=form#edit`}>Edit in a form…</ButtonLink>
            <ButtonLink href={`${address}&edit=json#edit`}>Edit as JSON…</ButtonLink>
          </div>
        )}
      </div>
      <div className="grid gap-x-8 gap-y-4 xl:grid-cols-2">
        <PolicyWords text={text} />
        {/* The editor shows the same text, with what is wrong in it. */}
        {edit !== "json" && (
          <PolicyText
            policy={text}
            problems={
              isOurs ? checkKeyPolicy(text, found.arn).map(({ line, message }) => `Line ${line}: ${message}`) : []
            }
            title="Key policy"
          />
        )}
      </div>
      {isOurs && edit !== null && (
        <PolicyEditor
          arn={found.arn}
          callerArn={caller?.ok === true ? caller.value.arn : null}
          closeHref={address}
          edit={edit}
          key={edit}
          name={nameOf(found)}
          place={{
            accountId: found.accountId,
            partition: fromKeyArn(found.arn)?.partition ?? "aws",
            region: found.region,
          }}
          policy={text}
          seen={toSeenPolicy(policy.value)}
          users={
            <Suspense fallback={<Skeleton lines={4} />}>
              <KeyUsers found={found} isAsked={false} />
            </Suspense>
          }
        />
      )}
      {isOurs && edit !== null && caller?.ok === false && (
        <Notice tone="warn">Who you act as is not known, so whether you lock yourself out is AWS’s to say.</Notice>
      )}
    </div>
  );
}

function toReadable(policy: string): string {
  try {
    return toReadableJson(JSON.parse(policy));
  } catch {
    return policy;
  }
}
