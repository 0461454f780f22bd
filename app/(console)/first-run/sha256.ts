/** Bytes: a digest is made of the whole file at once, in the browser's memory. */
export const MOST_BYTES = 64 * 1024 ** 2;

/** SHA-256 in hexadecimal, or null where the browser has none: it wants https or localhost. */
export async function sha256Of(bytes: ArrayBuffer): Promise<string | null> {
  if (crypto.subtle === undefined) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
