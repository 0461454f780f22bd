import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { sendFile } from "./send-file.ts";
import { createUploadQueue, isUnderWay, type QueuedFile } from "./upload-queue.ts";

const NONE: readonly QueuedFile[] = [];

/** The uploads to one bucket. They outlive a change of folder, but not the page: nobody would see what became of them. */
export function useUploads(bucket: string) {
  const router = useRouter();
  const [queue] = useState(() =>
    createUploadQueue((file, upload, onProgress) => sendFile(file, { bucket, ...upload }, onProgress)),
  );
  const files = useSyncExternalStore(queue.subscribe, queue.files, () => NONE);
  const busy = files.some(isUnderWay);
  // Nothing new to list otherwise; and where the session has ended, reloading would take away the row that says so.
  const changed = files.some(({ state }) => state.status === "stored" || state.status === "unknown");
  const wasBusy = useRef(false);

  useEffect(() => {
    if (wasBusy.current && !busy && changed) router.refresh();
    wasBusy.current = busy;
  }, [busy, changed, router]);

  useEffect(() => () => queue.cancelAll(), [queue]);

  return { queue, files, busy };
}
