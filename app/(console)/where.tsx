import { SchemeSwitch } from "#components/scheme-switch.tsx";
import { Button } from "#components/ui/button.tsx";
import { WhereBar } from "#components/where-bar.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { mayWrite } from "#lib/auth/refusals.ts";
import { requireAws, requireSession } from "#lib/auth/session.ts";
import { endpointInWords, endpointKind } from "#lib/aws/endpoint.ts";
import { settings } from "#lib/settings.ts";
import { signOutAction } from "../sign-in/actions.ts";
import { switchWritableAction } from "./actions.ts";

/** The bar that says where one is and as whom, asked of AWS itself. */
export async function Where() {
  const session = await requireSession();
  const identity = await attempt(getIdentity(await requireAws()));
  return (
    <Bar
      account={identity.ok ? identity.value.accountId : null}
      actingAs={identity.ok ? identity.value.role : null}
      session={session}
    />
  );
}

/** The same bar while AWS has not answered yet. */
export async function WhereUnanswered() {
  return <Bar account={undefined} actingAs={null} session={await requireSession()} />;
}

async function Bar({
  account,
  actingAs,
  session,
}: {
  account: string | null | undefined;
  actingAs: string | null;
  session: Awaited<ReturnType<typeof requireSession>>;
}) {
  const { embedded } = settings();
  const aws = await requireAws();
  const kind = endpointKind(aws.endpoints, embedded);
  const writable = mayWrite(session, aws);
  return (
    <WhereBar
      accountId={account}
      actions={
        <>
          {kind === "aws" && (
            <form action={switchWritableAction}>
              <input name="writable" type="hidden" value={String(!writable)} />
              <Button size="sm" type="submit" variant="quiet">
                {writable ? "Make read-only" : "Allow changes"}
              </Button>
            </form>
          )}
          <SchemeSwitch />
          <form action={signOutAction} data-leaves>
            <Button size="sm" type="submit" variant="quiet">
              Sign out
            </Button>
          </form>
        </>
      }
      endpoint={{ kind, label: endpointInWords(aws.endpoints, embedded), writable }}
      region={aws.region}
      role={actingAs}
      user={session.user}
    />
  );
}
