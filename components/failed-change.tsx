import type { Failure } from "#lib/aws/result.ts";
import { changeTitle, type ChangeWords } from "./change-title.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { SentCommands } from "./sent-commands.tsx";

/** How a change that failed ended, and what was sent of it. */
export function FailedChange({
  failure,
  commands,
  words,
  retryHref,
}: {
  failure: Failure;
  commands: string[];
  words: ChangeWords;
  /** The page to begin at again where somebody else was faster. */
  retryHref?: string;
}) {
  return (
    <>
      <FailureNotice
        failure={failure}
        live
        title={changeTitle(failure, words)}
        {...(failure.name === "ChangedMeanwhile" && retryHref !== undefined ? { retryHref } : {})}
      />
      <SentCommands commands={commands} />
    </>
  );
}
