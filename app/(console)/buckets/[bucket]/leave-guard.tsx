import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type Go, holdLeaving } from "#components/leaving.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** While it is there, leaving the page has to be said twice. A change of folder is not leaving. */
export function LeaveGuard({ count, onLeave }: { count: number; onLeave: () => void }) {
  const router = useRouter();
  const [held, setHeld] = useState<{ go: Go } | null>(null);
  const released = useRef(false);

  useEffect(() => {
    const ask = (go: Go) => setHeld({ go });
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const holdLink = (event: MouseEvent) => {
      const address = addressLeftFor(event);
      if (address === null || !isPath(address)) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(address));
    };
    const holdForm = (event: SubmitEvent) => {
      const form = event.target;
      if (released.current || !(form instanceof HTMLFormElement) || form.dataset["leaves"] === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => form.requestSubmit());
    };
    window.addEventListener("beforeunload", warn);
    window.addEventListener("click", holdLink, { capture: true });
    window.addEventListener("submit", holdForm, { capture: true });
    const release = holdLeaving(ask);
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("click", holdLink, { capture: true });
      window.removeEventListener("submit", holdForm, { capture: true });
      release();
    };
  }, [router]);

  return (
    <Dialog
      description={`${count.toLocaleString("en")} ${count === 1 ? "file is" : "files are"} on the way. Leaving this page cancels what is not stored yet. In another tab the console can be used meanwhile.`}
      onOpenChange={(open) => !open && setHeld(null)}
      open={held !== null}
      title="Leave while files are being sent?"
    >
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setHeld(null)} variant="primary">
          Stay
        </Button>
        <Button
          onClick={() => {
            released.current = true;
            onLeave();
            held?.go();
          }}
          variant="danger"
        >
          {count === 1 ? "Cancel the upload and leave" : "Cancel the uploads and leave"}
        </Button>
      </div>
    </Dialog>
  );
}

/** The path of this console that a click leads to in place of this page, else null. */
function addressLeftFor(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || !["", "_self"].includes(link.target) || link.download !== "") return null;
  const here = window.location;
  if (link.origin !== here.origin || link.pathname === here.pathname) return null;
  return link.pathname + link.search + link.hash;
}

function isPath(href: string): href is Route {
  return href.startsWith("/") && !href.startsWith("//");
}
