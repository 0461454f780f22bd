import { CommandPanel } from "#components/command-panel.tsx";
import { Notice } from "#components/notice.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { Failure } from "#lib/aws/result.ts";
import { type AwsCall, toCli } from "#lib/commands/cli.ts";
import { findKeyArn, keyHref } from "#lib/kms/key-arn.ts";

/** What came of it, and where it is. The alias names the key in the commands that were sent. */
export function CreatedKey({ alias, region, commands }: { alias: string; region: string; commands: string[] }) {
  const arn = findKeyArn(commands.join("\n"));
  return (
    <div className="grid max-w-[96ch] gap-4">
      <Notice
        actions={
          <>
            {arn !== null && (
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
        {arn !== null && <code className="mt-1 block font-mono">{arn}</code>}
      </Notice>
      <CommandPanel commands={commands.map((cli) => ({ cli }))} title="What was sent" />
    </div>
  );
}

/** A key that a failure left behind: where it is, and the commands that finish it. */
export function HalfMadeKey({
  failure,
  commands,
  calls,
}: {
  failure: Failure;
  /** What was sent, the refused one last. */
  commands: string[];
  calls: (keyArn: string) => AwsCall[];
}) {
  const arn = findKeyArn(failure.message);
  if (arn === null)
    return commands.length > 0 && <CommandPanel commands={commands.map((cli) => ({ cli }))} title="What was sent" />;
  const rest = calls(arn).slice(commands.length - 1);
  const isMade = commands.length > 0;
  return (
    <>
      <div>
        <ButtonLink href={keyHref(arn)}>
          {isMade ? "Open the key that exists now" : "Open the key that has this alias"}
        </ButtonLink>
      </div>
      {isMade && rest.length > 0 && (
        <CommandPanel commands={rest.map((call) => ({ cli: toCli(call) }))} title="To finish it" />
      )}
    </>
  );
}
