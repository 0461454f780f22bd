import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import type { Sending, Upload } from "./send-file.ts";
import type { Outcome, Progress } from "./upload-outcome.ts";

/** One file on its way. How far it is, which changes far more often, is asked of the queue. */
export type QueuedFile = {
  id: string;
  file: File;
  /** As it stands in its field; what is asked once it was started is in `asked`. */
  key: string;
  /** What its request asks, or asked; null while it may still be changed. */
  asked: Upload | null;
  /** That it is to overwrite what has its key, and whether that was confirmed; null where it may not. */
  replacing: { confirmed: boolean } | null;
  state: { status: "waiting" } | { status: "queued" } | { status: "sending" } | Outcome;
};

/** How many files are sent side by side: the browser keeps six connections to one host, and the page needs some. */
const AT_ONCE = 3;

const UNSENT: Progress = { sentBytes: 0, bytesPerSecond: 0 };

export type UploadQueue = ReturnType<typeof createUploadQueue>;

/** The files that wait, are sent, or have been. Sends through `start`; knows nothing of React or the network. */
export function createUploadQueue(
  start: (file: File, upload: Upload, onProgress: (progress: Progress) => void) => Sending,
) {
  let files: readonly QueuedFile[] = [];
  let added = 0;
  const running = new Map<string, Sending>();
  const progress = new Map<string, Progress>();
  const listeners = new Set<() => void>();

  function show(next: readonly QueuedFile[]) {
    files = next;
    for (const listener of listeners) listener();
  }

  function change(id: string, to: (file: QueuedFile) => QueuedFile) {
    show(files.map((file) => (file.id === id ? to(file) : file)));
  }

  function wait(id: string, replacing: QueuedFile["replacing"]) {
    if (!running.has(id)) change(id, (file) => ({ ...file, asked: null, replacing, state: { status: "waiting" } }));
  }

  function fill() {
    while (running.size < AT_ONCE) {
      const next = files.find(({ state }) => state.status === "queued");
      if (next === undefined || next.asked === null) return;
      void begin(next, next.asked);
    }
  }

  async function begin({ id, file }: QueuedFile, asked: Upload) {
    const sending = start(file, asked, (now) => {
      progress.set(id, now);
      show(files);
    });
    running.set(id, sending);
    change(id, (queued) => ({ ...queued, state: { status: "sending" } }));
    const outcome = await sending.done;
    running.delete(id);
    progress.delete(id);
    change(id, (queued) => ({ ...queued, state: outcome }));
    fill();
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** The same array until something other than progress changes. */
    files: () => files,
    progressOf: (id: string): Progress => progress.get(id) ?? UNSENT,
    /** Adds files under `prefix`; they wait to be sent. */
    add: (chosen: Iterable<File>, prefix: string) => {
      const more = Array.from(chosen, (file): QueuedFile => {
        added += 1;
        const id = `file-${added}`;
        return { id, file, key: prefix + file.name, asked: null, replacing: null, state: { status: "waiting" } };
      });
      show([...files, ...more]);
    },
    /** Sends every file that waits, with those on their way; only what is to replace something overwrites what is there. */
    send: (encryption: DefaultEncryption) => {
      show(
        files.map((file) =>
          file.state.status === "waiting"
            ? { ...file, asked: toAsk(file, encryption), state: { status: "queued" } }
            : file,
        ),
      );
      fill();
    },
    /** Lets a file wait to be sent again, over what has its key. Nothing is sent yet: what it loses is to be read first. */
    replace: (id: string) => wait(id, { confirmed: false }),
    confirm: (id: string, confirmed: boolean) => {
      change(id, (file) => (file.replacing === null ? file : { ...file, replacing: { confirmed } }));
    },
    rename: (id: string, key: string) => {
      change(id, (file) => (file.state.status === "waiting" && file.replacing === null ? { ...file, key } : file));
    },
    /** Lets a file that was not stored be changed and sent again, overwriting nothing. */
    retry: (id: string) => wait(id, null),
    /** Takes a file off the list; one on its way has to be cancelled first. */
    remove: (id: string) => {
      show(files.filter((file) => file.id !== id || running.has(id)));
    },
    cancel: (id: string) => running.get(id)?.cancel(),
    /** Cancels what is on its way, and sends none of those in line for it. */
    cancelAll: () => {
      show(
        files.map((file) =>
          file.state.status === "queued" ? { ...file, asked: null, state: { status: "cancelled" } } : file,
        ),
      );
      for (const sending of running.values()) sending.cancel();
    },
    /** Takes everything off the list that is not on its way or in line for it. */
    clear: () => {
      show(files.filter(isUnderWay));
    },
  };
}

/** What a file that waits would ask, were it sent under `encryption`. */
export function toAsk({ key, replacing }: QueuedFile, encryption: DefaultEncryption): Upload {
  return { key, encryption, replace: replacing !== null, confirmed: replacing?.confirmed ?? false };
}

export function isUnderWay({ state }: QueuedFile): boolean {
  return state.status === "sending" || state.status === "queued";
}

/** What the console asks S3 before it asks it to store anything. */
const BEFORE = new Set(["HeadBucket", "GetBucketVersioning"]);

/** Whether S3 was, or may have been, asked to store this file: not where the console itself refused, or it was cut off. */
export function wasSent({ state }: QueuedFile): boolean {
  if (state.status === "failed") {
    const { service, operation, name } = state.failure;
    return service === "S3" && !BEFORE.has(operation) && name !== "IncompleteBody" && name !== "NotConfirmed";
  }
  return state.status === "sending" || state.status === "stored" || state.status === "unknown";
}
