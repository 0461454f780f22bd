import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import type { Result } from "#lib/aws/result.ts";
import type { AclGrant } from "#lib/s3/acl.ts";

/** Whom ACLs let in besides the bucket's owner, as far as the bucket's own says; nothing where ACLs have no effect. */
export function AclFact({ grants }: { grants: Result<AclGrant[] | null> }) {
  if (!grants.ok) return <FailureNotice failure={grants.failure} title="Whom the bucket’s ACL lets in is not known" />;
  if (grants.value === null) return null;
  if (grants.value.length === 0) {
    return <p className="text-dim">The bucket’s own ACL lets in its owner alone. {OBJECTS}</p>;
  }
  return (
    <Notice title="The bucket’s ACL lets others in" tone="warn">
      <ul className="list-disc pl-5 wrap-anywhere">
        {grants.value.map(({ grantee, inWords, permission }) => (
          <li key={`${grantee} ${permission}`}>
            {permission} for {inWords}
          </li>
        ))}
      </ul>
      <p className="mt-1">
        What is granted to everybody, or to every AWS account, has no effect while Block Public Access ignores public
        ACLs. {OBJECTS}
      </p>
    </Notice>
  );
}

const OBJECTS = "Each object has an ACL of its own besides, which was not looked at.";
