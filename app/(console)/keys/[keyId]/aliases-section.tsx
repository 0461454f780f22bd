import { FailureNotice } from "#components/failure-notice.tsx";
import { Section } from "#components/section.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { reasonNoAlias } from "#lib/kms/alias.ts";
import type { Key } from "#lib/kms/key.ts";
import { listAliasTargets } from "#lib/kms/read.ts";
import { AliasEditor } from "./alias-editor.tsx";

/** What a key is called, and the ways to change that. */
export async function AliasesSection({ found }: { found: Key }) {
  return (
    <Section
      description="Names that applications and bucket defaults can use instead of the ARN. An alias belongs to one key at a time; a key can have fifty."
      title="Aliases"
    >
      <Aliases found={found} />
    </Section>
  );
}

async function Aliases({ found }: { found: Key }) {
  if (found.aliases === null) {
    return found.aliasFailure === null ? null : (
      <FailureNotice failure={found.aliasFailure} title="The aliases are not known" />
    );
  }
  const reason = reasonNoAlias(found);
  if (found.manager === "AWS") return <p className="text-dim">{reason}</p>;
  const others = await attempt(listAliasTargets((await requireAws()).in(found.region)));
  return (
    <div className="grid gap-3">
      <AliasEditor
        aliases={found.aliases}
        arn={found.arn}
        others={others.ok ? others.value.filter((one) => one.arn !== found.arn && !isAws(one.alias)) : null}
        reason={reason}
        region={found.region}
        state={found.state}
      />
      {!others.ok && <FailureNotice failure={others.failure} title="The aliases of other keys are not known" />}
    </div>
  );
}

function isAws(alias: string): boolean {
  return alias.startsWith("alias/aws/");
}
