"use client";

import Link from "next/link";
import { useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { Facts } from "#components/facts.tsx";
import { Notice } from "#components/notice.tsx";
import { formatBytes, formatSize } from "#components/quantity.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { MOST_BYTES, sha256Of } from "./sha256.ts";
import { Step } from "./step.tsx";

type State =
  | { status: "idle" }
  | { status: "reading" }
  | { status: "read"; sha256: string | null; size: number }
  | { status: "refused"; words: string };

/** Reads the object through S3 and compares the digest of what came with that of what was sent. */
export function DownloadForm({
  href,
  objectHref,
  bucketHref,
  command,
  sha256,
  size,
}: {
  href: string;
  objectHref: `/buckets/${string}`;
  bucketHref: `/buckets/${string}`;
  command: string;
  /** Of what was uploaded, in hexadecimal; null where the browser could make none. */
  sha256: string | null;
  /** Bytes. */
  /** In bytes; null where S3 does not report it. */
  size: number | null;
}) {
  const [state, setState] = useState<State>({ status: "idle" });
  const same = state.status === "read" && sha256 !== null && state.sha256 === sha256;

  return (
    <Step
      number={4}
      readBy="GetObject"
      state={same ? "done" : "current"}
      title="A download that is the same, byte for byte"
    >
      {state.status === "read" && (
        <>
          <Facts
            items={[
              { term: "SHA-256 uploaded", detail: <Digest value={sha256} /> },
              { term: "SHA-256 downloaded", detail: <Digest value={state.sha256} /> },
              { term: "Downloaded", detail: formatBytes(state.size) },
            ]}
          />
          <Verdict same={same} state={state} sha256={sha256} />
        </>
      )}
      {state.status === "refused" && (
        <Notice live title="It could not be downloaded" tone="bad">
          <p>{state.words}</p>
          <Link className="link" href={objectHref}>
            The object’s page says more
          </Link>
        </Notice>
      )}
      <CommandPanel commands={[{ cli: command }]} title={state.status === "read" ? "Was sent" : "Will be sent"} />
      {size !== null && size > MOST_BYTES && (
        <Notice tone="warn">
          With {formatSize(size)} it is too large to be compared in a browser. Save it and compare it with a tool of
          your own.
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {!same && (size ?? 0) <= MOST_BYTES && (
          <Button onClick={() => void read(href).then(setState)} pending={state.status === "reading"} variant="primary">
            Download and compare
          </Button>
        )}
        {same && (
          <>
            <ButtonLink href={bucketHref} variant="primary">
              Open the bucket
            </ButtonLink>
            <ButtonLink href="/">Overview</ButtonLink>
          </>
        )}
        <a className="link" href={href}>
          Save the file
        </a>
      </div>
      {same && (
        <p className="max-w-[80ch] text-sm text-dim">
          To undo all of it: delete the object, then the bucket, then schedule the deletion of the key, which KMS
          carries out after 7 to 30 days.
        </p>
      )}
    </Step>
  );
}

async function read(href: string): Promise<State> {
  try {
    const answer = await fetch(href, { cache: "no-store" });
    // A refused download leads to the object's page, which names the reason.
    if (answer.redirected) return { status: "refused", words: "AWS refused to hand it out." };
    if (!answer.ok) return { status: "refused", words: `The console answered with HTTP ${answer.status}.` };
    const bytes = await answer.arrayBuffer();
    return { status: "read", sha256: await sha256Of(bytes), size: bytes.byteLength };
  } catch {
    return { status: "refused", words: "The connection to the console was lost." };
  }
}

function Verdict({
  same,
  state,
  sha256,
}: {
  same: boolean;
  state: Extract<State, { status: "read" }>;
  sha256: string | null;
}) {
  if (same) {
    return (
      <Notice live title="The same bytes" tone="ok">
        What S3 handed out has the digest of what was uploaded.
      </Notice>
    );
  }
  if (sha256 === null || state.sha256 === null) {
    return (
      <Notice live title="Not compared" tone="warn">
        {state.sha256 === null
          ? "This browser makes digests on https and localhost only."
          : "The address of this page has no digest of what was uploaded."}
      </Notice>
    );
  }
  return (
    <Notice live title="Other bytes than were uploaded" tone="bad">
      The object may have been overwritten since. Its page shows its versions.
    </Notice>
  );
}

function Digest({ value }: { value: string | null }) {
  return value === null ? (
    <span className="text-dim">Not known</span>
  ) : (
    <code className="font-mono text-sm wrap-anywhere">{value}</code>
  );
}
