"use client";
import { useState } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { SentCommands } from "#components/sent-commands.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmedSubmit } from "#components/ui/confirmed-submit.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ProbeReportView } from "./probe-report.tsx";
import { type ProbeAnswer, sendProbes } from "./send-probes.ts";

/** Sends every kind of upload once the bucket's name is typed, and shows what AWS did with each. */
export function ProbeForm({
  bucket,
  count,
  effects,
  commands,
  following,
  aliases,
}: {
  bucket: string;
  count: number;
  effects: string[];
  /** The first request of each upload, and what follows it. */
  commands: string;
  following: string;
  aliases: [arn: string, alias: string][];
}) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<ProbeAnswer | null>(null);

  async function send() {
    setPending(true);
    const found = await sendProbes(bucket);
    setPending(false);
    setAnswer(found);
    setOpen(false);
  }

  return (
    <div className="grid gap-4">
      <div>
        <Dialog
          onOpenChange={setOpen}
          open={open}
          title="Send every kind of upload into this bucket?"
          trigger={<Button>Verify by sending…</Button>}
          wide
        >
          <form action={send} className="grid gap-4">
            <ul className="grid list-disc gap-1 pl-4">
              <li>
                {count} objects of a few bytes are written under <code className="font-mono">.twofold-probe/</code>, as
                far as the bucket takes them, read back, and removed right away.
              </li>
              <li>
                That is about {2 * count} write requests and as many reads, removals and KMS calls: less than a cent at
                AWS’s list prices of 2026. Access logs and CloudTrail data events record them.
              </li>
              <li>“Another key” is one that does not exist, so that nothing is stored under somebody else’s.</li>
              {effects.map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
            <CommandPanel commands={[{ cli: commands }]} title="The first request of each" />
            <CommandPanel commands={[{ cli: following }]} title="And then, as far as it is stored" />
            <p className="text-sm text-dim">
              FILE stands for a few bytes, CUSTOMER_KEY for a key that is made for this run and kept nowhere, the other
              words in capitals for what is known only then. Requests under CUSTOMER_KEY name it in every step.
            </p>
            <ConfirmedSubmit expected={bucket} pending={pending} variant="primary" verb={`Send ${count} uploads`} />
          </form>
        </Dialog>
      </div>
      {answer?.status === "failed" && <FailureNotice failure={answer.failure} live title="The uploads were not sent" />}
      {answer?.status === "unanswered" && (
        <Notice live title="No answer came" tone="bad">
          {answer.reason} Whether anything was written is not known: look under .twofold-probe/ in this bucket.
        </Notice>
      )}
      {answer?.status === "done" && (
        <>
          <ProbeReportView aliases={new Map(aliases)} report={answer.report} />
          <SentCommands commands={answer.commands} title="Every request that was sent" />
        </>
      )}
    </div>
  );
}
