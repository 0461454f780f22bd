import "server-only";
import { PART_BYTES } from "./object.ts";
import { notePassed } from "./passing.ts";

/** All chunks in one piece of `size` bytes, which is what they add up to. */
export async function whole(chunks: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const piece = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  for await (const chunk of chunks) {
    piece.set(chunk, filled);
    filled += chunk.byteLength;
    release(chunk);
  }
  return piece;
}

/** Two buffers of one size. */
export type Buffers = [Buffer, Buffer];

/** Of PART_BYTES, for the next upload. New ones for each would lie until the garbage collector makes its long round. */
let kept: Buffers | null = null;

export function takeBuffers(bytes: number): Buffers {
  if (bytes !== PART_BYTES || kept === null) return [Buffer.allocUnsafeSlow(bytes), Buffer.allocUnsafeSlow(bytes)];
  const buffers = kept;
  kept = null;
  return buffers;
}

/** Keeps them for the next upload. Only when S3 has answered each part: until then one may still be on its way. */
export function giveBackBuffers(buffers: Buffers): void {
  if (buffers[0].byteLength === PART_BYTES) kept = buffers;
}

/**
 * Pieces as large as one of the `buffers`, which are filled in turn; the last may be smaller. A part must have been dealt
 * with when the next but one is asked for. Stops with the reason of `signal` when that is aborted.
 */
export async function* inParts(
  chunks: AsyncIterable<Uint8Array>,
  buffers: Buffers,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const partSize = buffers[0].byteLength;
  let filled = 0;
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.byteLength;) {
      signal.throwIfAborted();
      // Only now, so that the last part is never empty.
      if (filled === partSize) {
        yield buffers[0];
        buffers.reverse();
        filled = 0;
      }
      const more = chunk.subarray(taken, taken + partSize - filled);
      buffers[0].set(more, filled);
      filled += more.byteLength;
      taken += more.byteLength;
    }
    release(chunk);
  }
  yield buffers[0].subarray(0, filled);
}

/**
 * Gives the memory of a chunk back at once. The garbage collector does it too, but it counts a chunk as the small object
 * in front of it: V8 lets 128 MiB of them lie before they make it collect its young generation.
 */
function release({ buffer, byteLength }: Uint8Array): void {
  notePassed(byteLength);
  // Where others share it, it is not this chunk's to give away.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
