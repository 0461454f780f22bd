import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import { type Outcome, type Progress, type Sending, sendFile } from "./send-file.ts";

/** One file on its way, and how far it is. */
export type QueuedFile = {
  id: string;
  file: File;
  key: string;
  state: { status: "waiting" } | ({ status: "sending" } & Progress) | Outcome;
};

/** How many files are sent side by side: the browser keeps six connections to one host, and the page needs some. */
const AT_ONCE = 3;

/** The files that wait, are sent, or have been, and what can be done with them. */
export function useUploads(bucket: string, prefix: string) {
  const router = useRouter();
  const [files, setFiles] = useState<QueuedFile[]>([]);
  const sendings = useRef(new Map<string, Sending>());
  const sending = files.some(({ state }) => state.status === "sending");

  useEffect(() => {
    if (!sending) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [sending]);

  function add(chosen: Iterable<File>) {
    const added = Array.from(chosen, (file): QueuedFile => {
      return { id: crypto.randomUUID(), file, key: prefix + file.name, state: { status: "waiting" } };
    });
    setFiles((known) => [...known, ...added]);
  }

  function update(id: string, change: Partial<QueuedFile>) {
    setFiles((known) => known.map((file) => (file.id === id ? { ...file, ...change } : file)));
  }

  async function send({ id, file, key }: QueuedFile, encryption: DefaultEncryption, replace: boolean) {
    update(id, { state: { status: "sending", sentBytes: 0, bytesPerSecond: 0 } });
    const started = sendFile(file, { bucket, key, encryption, replace }, (progress) =>
      update(id, { state: { status: "sending", ...progress } }),
    );
    sendings.current.set(id, started);
    const outcome = await started.done;
    sendings.current.delete(id);
    update(id, { state: outcome });
  }

  async function sendAll(encryption: DefaultEncryption, only?: QueuedFile) {
    const queue = only === undefined ? files.filter(({ state }) => state.status === "waiting") : [only];
    const lane = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        await send(next, encryption, only !== undefined);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    router.refresh();
  }

  return {
    files,
    sending,
    add,
    /** Sends every waiting file; none overwrites what is there. */
    send: (encryption: DefaultEncryption) => void sendAll(encryption),
    /** Sends one file again, over what is there. */
    replace: (file: QueuedFile, encryption: DefaultEncryption) => void sendAll(encryption, file),
    rename: (id: string, key: string) => update(id, { key }),
    retry: (id: string) => update(id, { state: { status: "waiting" } }),
    remove: (id: string) => setFiles((known) => known.filter((file) => file.id !== id)),
    cancel: (id: string) => sendings.current.get(id)?.cancel(),
    cancelAll: () => sendings.current.forEach((running) => running.cancel()),
    clear: () => setFiles([]),
  };
}
