"use client";
import { useState } from "react";
import { CheckboxField } from "#components/ui/field.tsx";
import {
  publicAccessResource,
  toTerraformAccountPublicAccess,
  toTerraformSetting,
} from "#lib/commands/terraform-bucket.ts";
import { toPutAccountPublicAccessBlock } from "#lib/s3/account-public-access.ts";
import {
  lossesOfPublicAccess,
  PUBLIC_ACCESS_FLAGS,
  PUBLIC_ACCESS_NAMES,
  type PublicAccessBlock,
  publicAccessInWords,
  toPutPublicAccessBlock,
} from "#lib/s3/public-access.ts";
import { setAccountPublicAccessAction, setPublicAccessAction } from "./actions.ts";
import { type Change, SettingForm } from "./setting-form.tsx";

/** The four switches, of the bucket, or of the whole account where its id is given. */
export function PublicAccessForm({
  bucket,
  region,
  current,
  accountId = null,
}: {
  bucket: string;
  region: string;
  current: PublicAccessBlock;
  accountId?: string | null;
}) {
  const [block, setBlock] = useState(current);
  const before = publicAccessInWords(current);
  const after = publicAccessInWords(block);
  const change: Change | null =
    before === after
      ? null
      : {
          ...requestOf(bucket, region, block, accountId),
          before,
          after,
          losses: lossesOfPublicAccess(block, current),
          effects:
            accountId === null ? [] : [`This holds for every bucket of the account ${accountId}, in all Regions.`],
        };
  return (
    <SettingForm
      action={accountId === null ? setPublicAccessAction : setAccountPublicAccessAction}
      bucket={bucket}
      change={change}
      idle="Nothing is changed yet."
      seen={before}
      verb="Set the switches"
      words={{ thing: accountId === null ? "Block Public Access" : "the account’s Block Public Access" }}
      {...(accountId === null ? {} : { confirm: accountId })}
    >
      {() => (
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-[550]">
            {accountId === null ? "Block Public Access of this bucket" : `Block Public Access of account ${accountId}`}
          </legend>
          {PUBLIC_ACCESS_NAMES.map(([flag, name]) => (
            <CheckboxField
              checked={block[flag]}
              description={`${PUBLIC_ACCESS_FLAGS[flag]}.`}
              key={flag}
              label={name}
              name={flag}
              onChange={(event) => setBlock({ ...block, [flag]: event.target.checked })}
            />
          ))}
        </fieldset>
      )}
    </SettingForm>
  );
}

function requestOf(
  bucket: string,
  region: string,
  block: PublicAccessBlock,
  accountId: string | null,
): Pick<Change, "call" | "terraform"> {
  if (accountId !== null) {
    const input = toPutAccountPublicAccessBlock(accountId, block);
    return {
      call: { service: "s3control", operation: "PutPublicAccessBlock", region, input },
      terraform: toTerraformAccountPublicAccess(input),
    };
  }
  const input = toPutPublicAccessBlock(bucket, block);
  return {
    call: { service: "s3api", operation: "PutPublicAccessBlock", region, input },
    terraform: toTerraformSetting(region, input, publicAccessResource),
  };
}
