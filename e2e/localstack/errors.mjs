/** A fault of the machine or its set-up, told in a sentence with what to do about it. */
export class LocalStackError extends Error {
  name = "LocalStackError";
}
