import { useEndpoints } from "#components/command-endpoints.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { Notice } from "#components/notice.tsx";
import { SentCommands } from "#components/sent-commands.tsx";
import { takeFocus } from "#components/take-focus.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import type { Failure } from "#lib/aws/result.ts";
import { type AwsCall, toScript } from "#lib/commands/cli.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import { remainingCalls } from "#lib/kms/new-key.ts";

/** What came of it, and where it is. */
export function CreatedKey({
  alias,
  region,
  arn,
  commands,
}: {
  alias: string;
  region: string;
  arn: string | undefined;
  commands: string[];
}) {
  return (
    <div className="grid max-w-[96ch] gap-4 outline-none" ref={takeFocus} tabIndex={-1}>
      <Notice
        actions={
          <>
            {arn !== undefined && (
              <ButtonLink href={keyHref(arn)} variant="primary">
                Open the key
              </ButtonLink>
            )}
            <ButtonLink href="/keys">All keys</ButtonLink>
          </>
        }
        live
        title={`${alias} was created in ${region}`}
        tone="ok"
      >
        AWS reads back its alias, description, tags, policy and rotation as they were asked for.
        {arn !== undefined && <code className="mt-1 block font-mono">{arn}</code>}
      </Notice>
      <CommandPanel commands={commands.map((cli) => ({ cli }))} title="What was sent" />
    </div>
  );
}

/** A key that a failure left behind, or that stood in the way: where it is, and the commands that finish it. */
export function HalfMadeKey({
  failure,
  commands,
  calls,
}: {
  failure: Failure;
  /** What was sent. */
  commands: string[];
  calls: (keyArn: string) => AwsCall[];
}) {
  const endpoints = useEndpoints();
  const { subject: arn } = failure;
  if (arn === undefined) return <SentCommands commands={commands} />;
  const isMade = commands.length > 0;
  const rest = isMade ? remainingCalls(calls(arn), commands.length, failure) : [];
  return (
    <>
      <div>
        <ButtonLink href={keyHref(arn)}>
          {isMade ? "Open the key that exists now" : "Open the key that has this alias"}
        </ButtonLink>
      </div>
      <SentCommands commands={commands} />
      {rest.length > 0 && <CommandPanel commands={[{ cli: toScript(rest, endpoints) }]} title="To finish it" />}
    </>
  );
}
