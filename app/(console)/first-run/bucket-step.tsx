import Link from "next/link";
import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { EncryptionKey } from "#components/encryption-key.tsx";
import { Facts } from "#components/facts.tsx";
import { Notice } from "#components/notice.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { aliasOf, type Key } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import { readDefaults } from "../overview/readings.ts";
import { BucketForm } from "./bucket-form.tsx";
import { Existing } from "./existing.tsx";
import type { FirstRunPlace } from "./place.ts";
import { ReadFailure } from "./read-failure.tsx";
import { readBucket, readRefusal, readUsableKey } from "./readings.ts";
import { Step } from "./step.tsx";

/** Step 2: a bucket that gives DSSE-KMS to uploads that name no encryption. */
export async function BucketStep({ place }: { place: FirstRunPlace }) {
  const { bucket } = place;
  const key = await readUsableKey(place.key, place.region);
  const found = key === null || bucket === null ? null : await readBucket(bucket);
  const standard = found?.ok ? found.value.standard : null;
  const done = standard?.type === "DSSE-KMS";
  const refusal = done && bucket !== null ? await readRefusal(bucket) : null;
  return (
    <Step
      number={2}
      readBy="GetBucketEncryption"
      state={key === null ? "later" : done ? "done" : "current"}
      title="A bucket whose default is DSSE-KMS"
    >
      {found?.ok && bucket !== null && <BucketFacts bucket={bucket} firstKey={key} found={found.value} />}
      {standard !== null && !done && (
        <Notice title="Its default is another" tone="warn">
          Change it under{" "}
          <Link className="link" href={`/buckets/${encodeURIComponent(bucket ?? "")}/encryption`}>
            Encryption
          </Link>
          , or make a bucket here.
        </Notice>
      )}
      {refusal !== null && (
        <Notice title="What is uploaded into it is refused" tone="warn">
          {refusal} See its{" "}
          <Link className="link" href={`/buckets/${encodeURIComponent(bucket ?? "")}/policy`}>
            policy
          </Link>
          , or take another bucket.
        </Notice>
      )}
      {found !== null && !found.ok && <ReadFailure failure={found.failure} place={place} what={`bucket ${bucket}`} />}
      {key !== null && (
        <BucketForm
          accountId={await (await requireAws()).owners.account()}
          done={done}
          keyArn={key.arn}
          place={place}
          proposal={propose(key)}
          region={key.region}
        />
      )}
      {key !== null && (!done || refusal !== null) && <ExistingBuckets place={place} />}
    </Step>
  );
}

/** Bucket names are shared by every AWS account, so it has the account and some chance in it. */
function propose({ accountId }: Key): string {
  return `twofold-first-${accountId}-${crypto.randomUUID().slice(0, 8)}`;
}

function BucketFacts({
  bucket,
  found: { region, standard },
  firstKey,
}: {
  bucket: string;
  found: { region: string; standard: Encryption };
  firstKey: Key | null;
}) {
  const keyId = keyIdOf(standard);
  const alias = firstKey !== null && firstKey.arn === keyId ? aliasOf(firstKey) : null;
  return (
    <Facts
      items={[
        {
          term: "Bucket",
          detail: (
            <Link className="link" href={`/buckets/${encodeURIComponent(bucket)}`}>
              {bucket}
            </Link>
          ),
        },
        { term: "Default encryption", detail: <EncryptionBadge encryption={standard} /> },
        {
          term: "With the key",
          detail:
            keyId !== null && fromKeyArn(keyId) === null ? (
              <code className="font-mono">{keyId}</code>
            ) : (
              <EncryptionKey alias={alias} encryption={standard} of="rule" />
            ),
        },
        { term: "Region", detail: region },
      ]}
    />
  );
}

async function ExistingBuckets({ place }: { place: FirstRunPlace }) {
  const { answer } = await readDefaults();
  const buckets = (answer.ok ? answer.value : []).filter(
    ({ encryption }) => encryption.ok && encryption.value.default.type === "DSSE-KMS",
  );
  return (
    <Existing
      keep={{ key: place.key, region: place.region }}
      label="Or take a bucket whose default is DSSE-KMS"
      name="bucket"
      options={buckets.map(({ bucket: { name, region } }) => ({ value: name, label: `${name} · ${region}` }))}
    />
  );
}
