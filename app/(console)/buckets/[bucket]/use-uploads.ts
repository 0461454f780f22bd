import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { sendFile } from "./send-file.ts";
import { createUploadQueue, isUnderWay, type QueuedFile } from "./upload-queue.ts";

const NONE: readonly QueuedFile[] = [];

/**
 * The uploads to one bucket. They outlive a change of folder, but not the page: nobody would see what became of them.
 * `signedOut` once the session has ended meanwhile: to list the bucket anew would lead away from what the rows say.
 */
export function useUploads(bucket: string) {
  const router = useRouter();
  const [queue] = useState(() =>
    createUploadQueue((file, upload, onProgress) => sendFile(file, { bucket, ...upload }, onProgress)),
  );
  const [signedOut, setSignedOut] = useState(false);
  const files = useSyncExternalStore(queue.subscribe, queue.files, () => NONE);
  const busy = files.some(isUnderWay);
  const changed = files.some(mayHaveChanged);
  const wasBusy = useRef(false);

  const listAnew = useCallback(async () => {
    const session = await askSession();
    if (session !== "unknown") setSignedOut(session === "ended");
    if (session === "open") router.refresh();
  }, [router]);

  useEffect(() => {
    if (wasBusy.current && !busy && changed) void listAnew();
    wasBusy.current = busy;
  }, [busy, changed, listAnew]);

  useEffect(() => () => queue.cancelAll(), [queue]);

  return { queue, files, busy, signedOut, listAnew };
}

/** Whether the page has something to read anew: the objects, or the versioning that was another than it said. */
function mayHaveChanged({ state }: QueuedFile): boolean {
  if (state.status === "failed") return state.failure.name === "NotConfirmed";
  return state.status === "stored" || state.status === "unknown";
}

async function askSession(): Promise<"open" | "ended" | "unknown"> {
  try {
    const { ok, status } = await fetch("/api/session", { cache: "no-store" });
    if (status === 401) return "ended";
    return ok ? "open" : "unknown";
  } catch {
    return "unknown";
  }
}
