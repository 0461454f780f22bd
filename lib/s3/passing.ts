import "server-only";
import type { Readable } from "node:stream";

/** How many bytes may pass before the buffers that carried them are collected. */
const COLLECT_BYTES = 8 * 1024 ** 2;

let passed = 0;

/**
 * Tells that a chunk has passed through this process, and has the garbage collector run in time. By itself it counts a
 * chunk as the small object in front of it, and lets 64 to 128 MiB of them lie before it looks for their sake.
 * Without `node --expose-gc` it is left to itself.
 */
export function notePassed(bytes: number): void {
  passed += bytes;
  if (passed < COLLECT_BYTES) return;
  passed = 0;
  globalThis.gc?.({ type: "minor" });
}

/** The chunks of `body` as they are, each read when it is asked for. `Readable.toWeb` copies every one. */
export function toWebStream(body: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body.iterator();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) return controller.close();
        notePassed(value.byteLength);
        controller.enqueue(value);
      },
      cancel: () => void body.destroy(),
    },
    { highWaterMark: 0 },
  );
}
