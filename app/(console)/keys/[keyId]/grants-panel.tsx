import Link from "next/link";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Section } from "#components/section.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { grantableOperations } from "#lib/kms/grant-operation.ts";
import { type GrantPage, listGrants } from "#lib/kms/grant-read.ts";
import { isSymmetricEncryption, type Key } from "#lib/kms/key.ts";
import { GrantEditor } from "./grant-editor.tsx";

const S3_NEEDS_NONE = "S3 needs none to encrypt objects: it asks KMS with the permission of whoever uploads or reads. ";

/** The permissions over a key that stand beside its policy. */
export async function GrantsPanel({ found, after }: { found: Key; after: string | null }) {
  const page = await attempt(listGrants((await requireAws()).in(found.region), found.arn, after));
  return (
    <Section
      description={
        <>
          A grant lets one principal do a few things with this key, beside the key policy, until it is retired or
          revoked. It can only allow. {isSymmetricEncryption(found) && S3_NEEDS_NONE}Grants are how AWS services that
          work on their own, and temporary delegates, get at a key.
        </>
      }
      title="Grants"
    >
      {page.ok ? (
        <Grants after={after} found={found} page={page.value} />
      ) : (
        <FailureNotice failure={page.failure} title="The grants are not known" />
      )}
    </Section>
  );
}

function Grants({ found, page, after }: { found: Key; page: GrantPage; after: string | null }) {
  const { arn, region, keyId, manager, spec, usage, state } = found;
  const address = `/keys/${keyId}?region=${region}&tab=grants` as const;
  return (
    <div className="grid gap-3">
      <GrantEditor
        arn={arn}
        grants={page.grants}
        hasContext={isSymmetricEncryption({ spec, usage })}
        isPart={after !== null || page.next !== null}
        operations={grantableOperations({ spec, usage })}
        reason={reasonNoGrant(manager, state)}
        region={region}
      />
      {(after !== null || page.next !== null) && (
        <nav aria-label="Pages of grants" className="flex gap-4 text-dim">
          {after !== null && (
            <Link className="link" href={address}>
              First grants
            </Link>
          )}
          {page.next !== null && (
            <Link className="link" href={`${address}&after=${encodeURIComponent(page.next)}`}>
              Next grants
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

/** Why nobody can make a grant over this key, in a sentence, or null. Source: KMS Developer Guide, "Key states". */
function reasonNoGrant(manager: Key["manager"], state: string): string | null {
  if (manager === "AWS") return "AWS manages this key: only AWS's service makes grants over it.";
  if (state === "Enabled" || state === "Updating") return null;
  return `The key is ${state}: KMS makes no grant over it until it is enabled. Grants that exist can be revoked.`;
}
