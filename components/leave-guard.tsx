import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type Go, holdLeaving, pageOf } from "./leaving.ts";
import { Button } from "./ui/button.tsx";
import { Dialog } from "./ui/dialog.tsx";

/**
 * While it is there, leaving the page has to be said twice. A change of folder is not leaving, unless it holds the
 * `whole` address of the page, what stands after the "?" included.
 */
export function LeaveGuard({
  title,
  description,
  leave,
  whole = false,
  onLeave,
}: {
  title: string;
  description: string;
  /** What leaving does: "Cancel the upload and leave". */
  leave: string;
  whole?: boolean;
  onLeave: () => void;
}) {
  const router = useRouter();
  const [held, setHeld] = useState<{ go: Go } | null>(null);
  const released = useRef(false);

  useEffect(() => {
    const ask = (go: Go) => setHeld({ go });
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const holdLink = (event: MouseEvent) => {
      const address = addressLeftFor(event, whole);
      if (address === null || !isPath(address)) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(address));
    };
    const holdForm = (event: SubmitEvent) => {
      const form = event.target;
      if (released.current || !(form instanceof HTMLFormElement)) return;
      // What a form of this page asks for in the address takes the place of what is shown.
      const asksAddress = whole && form.method === "get" && isPath(form.getAttribute("action") ?? "");
      if (form.dataset["leaves"] === undefined && !asksAddress) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => form.requestSubmit());
    };
    window.addEventListener("beforeunload", warn);
    window.addEventListener("click", holdLink, { capture: true });
    window.addEventListener("submit", holdForm, { capture: true });
    const release = holdLeaving(ask, { whole });
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("click", holdLink, { capture: true });
      window.removeEventListener("submit", holdForm, { capture: true });
      release();
    };
  }, [router, whole]);

  return (
    <Dialog
      description={description}
      onOpenChange={(open) => !open && setHeld(null)}
      open={held !== null}
      title={title}
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
          {leave}
        </Button>
      </div>
    </Dialog>
  );
}

/** The path of this console that a click leads to in place of this page, else null. */
function addressLeftFor(event: MouseEvent, whole: boolean): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || !["", "_self"].includes(link.target) || link.download !== "") return null;
  const here = window.location;
  if (link.origin !== here.origin || pageOf(link, whole) === pageOf(here, whole)) return null;
  return link.pathname + link.search + link.hash;
}

function isPath(href: string): href is Route {
  return href.startsWith("/") && !href.startsWith("//");
}
