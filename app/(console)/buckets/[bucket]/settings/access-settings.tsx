import { headers } from "next/headers";
import Link from "next/link";
import { Tag } from "#components/tag.tsx";
import { getIdentity } from "#lib/aws/identity.ts";
import { type CorsRule, CONSOLE_RULE, consoleOrigin } from "#lib/s3/cors.ts";
import { bucketArn } from "#lib/s3/bucket.ts";
import { ownershipInWords } from "#lib/s3/ownership.ts";
import {
  countBlocked,
  PUBLIC_ACCESS_FLAGS,
  PUBLIC_ACCESS_NAMES,
  type PublicAccessBlock,
} from "#lib/s3/public-access.ts";
import { getBucketOwnership, getBucketPolicy, getPublicAccessBlock } from "#lib/s3/read.ts";
import { getAccountPublicAccessBlock, listCorsRules } from "#lib/s3/settings-read.ts";
import { settings } from "#lib/settings.ts";
import { plainHttpInWords } from "#lib/s3/plain-http.ts";
import { AclFact } from "../acl-fact.tsx";
import { readAclGrants } from "../protection.ts";
import { Changeable } from "./changeable.tsx";
import { CorsForm } from "./cors-form.tsx";
import { OwnershipForm } from "./ownership-form.tsx";
import { PublicAccessForm } from "./public-access-form.tsx";
import { SettingRow } from "./setting-row.tsx";

/** Who can reach the bucket, besides what policies say. */
export function AccessSettings({ bucket }: { bucket: string }) {
  return (
    <>
      <SettingRow
        ask={(aws) => getPublicAccessBlock(aws, bucket)}
        bucket={bucket}
        id="public-access"
        note="The bucket’s own switches. The strictest of bucket, account and organization holds."
        title="Block Public Access, bucket"
        unknown="Whether public access is blocked is not known"
      >
        {(block, { region }) => (
          <Changeable fact={<PublicAccessFact block={block} />} what="Block Public Access of the bucket">
            <PublicAccessForm bucket={bucket} current={block} region={region} />
          </Changeable>
        )}
      </SettingRow>
      <SettingRow
        ask={async (aws) => {
          const { accountId } = await getIdentity(aws);
          return { accountId, block: await getAccountPublicAccessBlock(aws, accountId) };
        }}
        bucket={bucket}
        id="account-public-access"
        note="For every bucket of the account that you act in, in all Regions."
        title="Block Public Access, account"
        unknown="Whether the account blocks public access is not known"
      >
        {({ accountId, block }, { region }) => (
          <Changeable
            fact={
              <>
                <PublicAccessFact block={block} />
                <p className="text-dim">Account {accountId}</p>
              </>
            }
            what="Block Public Access of the account"
          >
            <PublicAccessForm accountId={accountId} bucket={bucket} current={block} region={region} />
          </Changeable>
        )}
      </SettingRow>
      <SettingRow
        ask={async (aws) => ({ ownership: await getBucketOwnership(aws, bucket), grants: await readAclGrants(bucket) })}
        bucket={bucket}
        id="ownership"
        title="Object ownership"
        unknown="The object ownership is not known"
      >
        {({ ownership, grants }, { region }) => (
          <Changeable
            fact={
              <div className="grid gap-2">
                <p>{ownershipInWords(ownership)}</p>
                <AclFact grants={grants} />
              </div>
            }
            what="object ownership"
          >
            <OwnershipForm bucket={bucket} current={ownership} region={region} />
          </Changeable>
        )}
      </SettingRow>
      <SettingRow
        ask={async (aws) => ({ rules: await listCorsRules(aws, bucket), origin: await originOfConsole() })}
        bucket={bucket}
        id="cors"
        note="Which pages may speak to the bucket from a browser."
        title="CORS"
        unknown="The CORS rules are not known"
      >
        {({ rules, origin }, { region }) => (
          <Changeable fact={<CorsFact rules={rules} />} what="CORS">
            <CorsForm bucket={bucket} current={rules} ownOrigin={origin} region={region} />
          </Changeable>
        )}
      </SettingRow>
      <SettingRow
        ask={(aws) => getBucketPolicy(aws, bucket)}
        bucket={bucket}
        id="tls"
        note="A statement of the bucket’s policy. S3 itself refuses reads and writes of KMS objects that do not come over TLS."
        title="TLS only"
        unknown="Whether the policy refuses plain HTTP is not known"
      >
        {(policy, { region }) => (
          <p>
            {plainHttpInWords(policy, bucketArn({ name: bucket, region }))}{" "}
            <Link className="link" href={`/buckets/${encodeURIComponent(bucket)}/policy`}>
              See the policy
            </Link>
          </p>
        )}
      </SettingRow>
    </>
  );
}

/** The origin that the operator set, else the one that this request came to. */
async function originOfConsole(): Promise<string> {
  const { origin } = settings();
  if (origin !== null) return origin;
  const host = (await headers()).get("host");
  return host === null ? "" : `http://${host}`;
}

function PublicAccessFact({ block }: { block: PublicAccessBlock }) {
  const on = countBlocked(block);
  if (on === PUBLIC_ACCESS_NAMES.length) return <p>All four switches are on.</p>;
  return (
    <>
      <p>
        <Tag tone="warn">{on === 0 ? "all off" : `${on} of 4 on`}</Tag>{" "}
        {on === 0 ? "None of the four switches is on." : "Off are:"}
      </p>
      {on > 0 && (
        <ul className="mt-1 grid gap-0.5">
          {PUBLIC_ACCESS_NAMES.filter(([flag]) => !block[flag]).map(([flag, name]) => (
            <li key={flag}>
              {name} <span className="text-dim">(if it were on: {PUBLIC_ACCESS_FLAGS[flag].toLowerCase()})</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function CorsFact({ rules }: { rules: CorsRule[] }) {
  if (rules.length === 0) return <p>No rules: no page of another origin can read or write here from a browser.</p>;
  const own = consoleOrigin(rules);
  return (
    <ul className="grid gap-1">
      {rules.map((rule, index) => (
        <li className="wrap-anywhere" key={rule.id ?? index}>
          <span className="font-[520]">{rule.id ?? `Rule ${index + 1}`}</span>
          {rule.id === CONSOLE_RULE && own !== null && <span className="text-dim"> (this console’s)</span>}
          {": "}
          {rule.methods.join(", ")} from {rule.origins.join(", ")}
        </li>
      ))}
    </ul>
  );
}
