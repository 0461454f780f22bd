"use client";
import { FullPage } from "./full-page.tsx";
import { Button } from "./ui/button.tsx";

/** A fault of our own. AWS's refusals are shown where they happen and never come here. */
export function BrokenPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error);
  return (
    <FullPage
      actions={
        <Button onClick={retry} variant="primary">
          Try again
        </Button>
      }
      title="This page broke"
    >
      <p>
        The console itself failed, not AWS. What was sent to AWS before that has happened: look at it before you repeat
        it. If it breaks again, reload the page.
      </p>
      {digest !== null && (
        <p className="mt-2">
          The server’s log has it under <code className="font-mono text-text">{digest}</code>.
        </p>
      )}
    </FullPage>
  );
}

function digestOf(error: unknown): string | null {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : null;
}
