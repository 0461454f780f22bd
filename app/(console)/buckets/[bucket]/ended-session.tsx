import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";

/** The session ended while files were on their way. To sign in on this page would take away what became of them. */
export function EndedSession({ onSignedIn }: { onSignedIn: () => void }) {
  return (
    <Notice
      actions={
        <>
          <a className="link" href="/sign-in" rel="noopener" target="_blank">
            Sign in again in another tab
          </a>
          <Button onClick={onSignedIn} size="sm">
            I have signed in
          </Button>
        </>
      }
      live
      title="Your session has ended"
      tone="warn"
    >
      What became of each file stands above. The list below is as it was before.
    </Notice>
  );
}
