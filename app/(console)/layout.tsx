import { Suspense } from "react";
import { CommandEndpoints } from "#components/command-endpoints.tsx";
import { ConsoleFrame } from "#components/console-frame.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { FullPage } from "#components/full-page.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { Outcomes } from "./outcomes/outcomes.tsx";
import { Where, WhereUnanswered } from "./where.tsx";

/** The frame around every page of the console. Not the gate: each panel and each action asks for the session itself. */
export default async function ConsoleLayout({ children }: LayoutProps<"/">) {
  const aws = await attempt(requireAws());
  if (!aws.ok) {
    return (
      <main className="px-5">
        <FullPage title="The console is not set up">
          <FailureNotice failure={aws.failure} title="No request can be sent" />
        </FullPage>
      </main>
    );
  }
  // On its way before the first bucket is opened, which waits for it.
  void aws.value.owners.account();
  return (
    <CommandEndpoints endpoints={aws.value.endpoints}>
      <ConsoleFrame
        places="/api/palette"
        where={
          <Suspense fallback={<WhereUnanswered />}>
            <Where />
          </Suspense>
        }
      >
        <Outcomes>{children}</Outcomes>
      </ConsoleFrame>
    </CommandEndpoints>
  );
}
