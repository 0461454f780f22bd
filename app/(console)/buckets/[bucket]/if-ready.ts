/** What `promise` has come to already, or null while it is on its way. Never rejects before it does. */
export function ifReady<T>(promise: Promise<T>): Promise<T | null> {
  // Of two that are settled, the first in the list wins.
  return Promise.race([promise, Promise.resolve(null)]);
}
