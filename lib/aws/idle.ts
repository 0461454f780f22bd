/**
 * Passes a body on and fails once nothing came of it for `milliseconds` while more was wanted. A reader that takes its
 * time is waited for.
 */
export function withIdleLimit(body: ReadableStream<Uint8Array>, milliseconds: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();

  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const late = setTimeout(() => {
        const error = new Error(`Nothing more came for ${milliseconds / 1000} seconds.`);
        controller.error(error);
        void reader.cancel(error).catch(() => {});
      }, milliseconds);
      try {
        const { done, value } = await reader.read();
        if (!done) controller.enqueue(value);
        else controller.close();
      } finally {
        clearTimeout(late);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
