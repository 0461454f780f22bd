"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import type { ActionState } from "#lib/auth/action-state.ts";
import { toCli } from "#lib/commands/cli.ts";
import { bucketNameProblem } from "#lib/s3/bucket.ts";
import { toNewBucketCalls } from "#lib/s3/new-bucket.ts";
import { createBucketAction } from "../buckets/new/actions.ts";
import { halfMadeBucket, UnmadeBucket } from "../buckets/new/unmade-bucket.tsx";
import { useChange } from "../outcomes/use-change.ts";
import type { FirstRunPlace } from "./place.ts";
import { placeHref } from "./place-href.ts";
import { Sent } from "./sent.tsx";

const WORDS = { thing: "the bucket", done: "made" };

/** Makes a bucket with DSSE-KMS and the first step's key as its default; the rest as S3 does for new buckets. */
export function BucketForm({
  proposal,
  region,
  keyArn,
  accountId,
  place,
  done,
}: {
  proposal: string;
  region: string;
  keyArn: string;
  /** The caller's, which the new bucket is of; null where it is not known. */
  accountId: string | null;
  place: FirstRunPlace;
  done: boolean;
}) {
  const router = useRouter();
  const endpoints = useEndpoints();
  const [name, setName] = useState(proposal);
  const [state, act, pending] = useChange(create, WORDS);

  async function create(previous: ActionState, form: FormData): Promise<ActionState> {
    const next = await createBucketAction(previous, form);
    if (next.status === "done")
      router.push(placeHref({ ...place, bucket: name, object: null, sha256: null }), { scroll: false });
    return next;
  }

  if (state.status === "done") return <Sent commands={state.commands} />;
  if (done) return null;

  const problem = bucketNameProblem(name);
  const fields = state.status === "invalid" ? state.fields : {};
  const encryption = { type: "DSSE-KMS", keyId: keyArn } as const;
  const calls = toNewBucketCalls(region, { name, encryption, versioning: false }, accountId);
  const unmade = state.status === "failed" && (
    <UnmadeBucket calls={calls} commands={state.commands} failure={state.failure} />
  );
  if (state.status === "failed" && halfMadeBucket(state.failure) !== null) {
    return (
      <div className="grid gap-4">
        {unmade}
        <p className="text-dim">Once its default is DSSE-KMS with this key, take it below.</p>
      </div>
    );
  }

  return (
    <KeptForm action={act} className="grid gap-4">
      <input name="region" type="hidden" value={region} />
      <input name="type" type="hidden" value="DSSE-KMS" />
      <input name="keyId" type="hidden" value={keyArn} />
      <TextField
        autoComplete="off"
        description={`In ${region}, where the key is: S3 uses keys of the bucket’s own Region only.`}
        error={fields.name ?? (problem === null ? undefined : [problem])}
        label="Name"
        mono
        name="name"
        onChange={(event) => setName(event.target.value)}
        spellCheck={false}
        value={name}
      />
      {unmade}
      <CommandPanel commands={calls.map((call) => ({ cli: toCli(call, endpoints) }))} title="Will be sent" />
      <div>
        <Button pending={pending} type="submit" variant="primary">
          Create the bucket
        </Button>
      </div>
    </KeptForm>
  );
}
