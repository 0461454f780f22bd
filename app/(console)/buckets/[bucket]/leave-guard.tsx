import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** While it is there, leaving the page has to be said twice. A change of folder is not leaving. */
export function LeaveGuard({ count, onLeave }: { count: number; onLeave: () => void }) {
  const router = useRouter();
  const [href, setHref] = useState<Route | null>(null);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const hold = (event: MouseEvent) => {
      const address = addressLeftFor(event);
      if (address === null || !isPath(address)) return;
      event.preventDefault();
      event.stopPropagation();
      setHref(address);
    };
    window.addEventListener("beforeunload", warn);
    window.addEventListener("click", hold, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("click", hold, { capture: true });
    };
  }, []);

  return (
    <Dialog
      description={`${count.toLocaleString("en")} ${count === 1 ? "file is" : "files are"} on the way. Leaving this bucket’s objects cancels what is not stored yet. In another tab the page can be opened meanwhile.`}
      onOpenChange={(open) => !open && setHref(null)}
      open={href !== null}
      title="Leave while files are being sent?"
    >
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setHref(null)} variant="primary">
          Stay
        </Button>
        <Button
          onClick={() => {
            onLeave();
            if (href !== null) router.push(href);
          }}
          variant="danger"
        >
          Cancel the uploads and leave
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
