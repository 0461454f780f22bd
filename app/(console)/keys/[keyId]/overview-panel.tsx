import { type ReactNode, Suspense } from "react";
import { UnknownBadge } from "#components/encryption-badge.tsx";
import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { KeyName } from "#components/key-name.tsx";
import { CopyButton } from "#components/copy-button.tsx";
import { Section } from "#components/section.tsx";
import { Tag } from "#components/tag.tsx";
import { Time } from "#components/time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { reasonOf } from "#lib/aws/result.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { Key } from "#lib/kms/key.ts";
import { kindsOf } from "#lib/kms/kind.ts";
import { getRotation, listKeyTags } from "#lib/kms/read.ts";
import { KeyState } from "../key-state.tsx";
import { originInWords } from "../key-words.ts";
import { RotationCell } from "../rotation-cell.tsx";
import { AliasesSection } from "./aliases-section.tsx";
import { DescriptionEditor } from "./description-editor.tsx";
import { toEditedKey } from "./edited-key.ts";
import { StateSection } from "./state-section.tsx";
import type { StopChange } from "./stop-dialog.tsx";
import { TagEditor } from "./tag-editor.tsx";

/** Everything that AWS says of a key, and its tags. */
export async function OverviewPanel({ found, change }: { found: Key; change: StopChange | null }) {
  const now = new Date();
  return (
    <div className="grid gap-8">
      <Facts
        items={[
          { term: "ARN", detail: <Copyable label="Copy the ARN" text={found.arn} /> },
          { term: "Aliases", detail: <Aliases found={found} /> },
          { term: "Description", detail: <Description found={found} /> },
          { term: "State", detail: <KeyState deletionAt={found.deletionAt} now={now} state={found.state} /> },
          {
            term: "Rotation",
            detail: (
              <Suspense fallback={<Skeleton width="9rem" />}>
                <RotationFact found={found} />
              </Suspense>
            ),
          },
          { term: "Spec and usage", detail: <code className="font-mono">{`${found.spec}, ${found.usage}`}</code> },
          { term: "Origin", detail: `${originInWords(found.origin)} (${found.origin})` },
          {
            term: "Manager",
            detail: found.manager === "AWS" ? "AWS: its policy, rotation and state cannot be changed" : "Customer",
          },
          { term: "Account and Region", detail: `${found.accountId}, ${found.region}` },
          ...(found.storeId === null
            ? []
            : [{ term: "Custom key store", detail: <code className="font-mono">{found.storeId}</code> }]),
          { term: "Multi-Region", detail: <MultiRegion found={found} /> },
          { term: "Created", detail: <Moment at={found.createdAt} now={now} /> },
          ...(found.expiresAt === null
            ? []
            : [{ term: "Material expires", detail: <Moment at={found.expiresAt} now={now} /> }]),
          ...(found.materialId === null
            ? []
            : [
                {
                  term: "Current key material",
                  detail: <Copyable label="Copy the id of the key material" text={found.materialId} />,
                },
              ]),
        ]}
      />
      <Kinds found={found} />
      <StateSection change={change} found={found} />
      <Suspense fallback={<Skeleton lines={2} />}>
        <AliasesSection found={found} />
      </Suspense>
      <Section
        description="Shown in plain text in CloudTrail; they can grant access where policies look at tags."
        title="Tags"
      >
        <Suspense fallback={<Skeleton lines={2} />}>
          <Tags found={found} />
        </Suspense>
      </Section>
    </div>
  );
}

/** What is different about this key, where anything is. */
function Kinds({ found }: { found: Key }) {
  const kinds = kindsOf(found);
  if (kinds.length === 0) return null;
  return (
    <Section title="What is different about this key">
      <ul className="grid max-w-[96ch] gap-2">
        {kinds.map(({ word, sentences }) => (
          <li className="grid gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]" key={word}>
            <span>
              <Tag>{word}</Tag>
            </span>
            <span className="grid gap-1">
              {sentences.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function RotationFact({ found }: { found: Key }) {
  const rotation = await attempt(getRotation(await requireAws(), found));
  return <RotationCell now={new Date()} rotation={rotation} />;
}

async function Tags({ found }: { found: Key }) {
  const aws = (await requireAws()).in(found.region);
  const tags = await attempt(listKeyTags(aws, found.arn));
  if (!tags.ok) return <FailureNotice failure={tags.failure} title="The tags are not known" />;
  if (found.manager === "AWS") {
    return tags.value.length === 0 ? (
      <p className="text-dim">No tags. AWS manages this key, and nobody else can tag it.</p>
    ) : (
      <Facts items={tags.value.map(({ key, value }) => ({ term: key, detail: value }))} />
    );
  }
  return <TagEditor subject={toEditedKey(found)} tags={tags.value} />;
}

function Description({ found }: { found: Key }) {
  const { manager, description } = found;
  if (manager === "AWS") return description === "" ? "—" : description;
  return <DescriptionEditor description={description} subject={toEditedKey(found)} />;
}

function Aliases({ found: { aliases, aliasFailure } }: { found: Key }) {
  if (aliases === null) {
    return (
      <UnknownBadge failure={aliasFailure} reason={aliasFailure === null ? "not asked for" : reasonOf(aliasFailure)} />
    );
  }
  return aliases.length === 0 ? "None" : <code className="font-mono">{aliases.join(", ")}</code>;
}

function MultiRegion({ found: { multiRegion } }: { found: Key }) {
  if (multiRegion === null) return "No, and it can never become one";
  const { role, primaryArn, replicaArns } = multiRegion;
  const others = role === "REPLICA" ? [primaryArn ?? []].flat() : replicaArns;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Tag>{role.toLowerCase()}</Tag>
      {others.map((arn) => (
        <KeyName alias={arn.split(":")[3] ?? null} arn={arn} href={keyHref(arn)} key={arn} />
      ))}
    </span>
  );
}

function Moment({ at, now }: { at: Date | null; now: Date }): ReactNode {
  return at === null ? "—" : <Time at={at} now={now} />;
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <>
      <code className="font-mono text-xs wrap-anywhere">{text}</code> <CopyButton label={label} text={text} />
    </>
  );
}
