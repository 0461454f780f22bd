/** What went wrong, in words for the person at the terminal; it is printed without a stack. */
export class Failure extends Error {
  name = "Failure";

  /** @param {string} message @param {string} [advice] what to do about it @param {ErrorOptions} [options] */
  constructor(message, advice, options) {
    super(message, options);
    this.advice = advice;
  }
}

/** Causes that reach us only as text in a tool's output, most specific first. @type {[RegExp, string, string][]} */
const CAUSES = [
  [/ENOSPC|No space left on device/i, "The disk is full.", "Free about 2 GB and try again."],
  [/EROFS|Read-only file system/i, "The disk is read-only.", "Clone to a folder that can be written to."],
  [/EACCES|EPERM|Permission denied/i, "A file or folder cannot be written.", "Check who owns the clone's folder."],
  [/EMFILE|ENFILE|Too many open files/i, "Too many files are open.", "Raise the limit with `ulimit -n 4096`."],
  [/JavaScript heap out of memory|\bENOMEM\b|Cannot allocate memory/i, "Memory ran out.", "2 GB are needed."],
  [
    /ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|NewConnectionError|Temporary failure in name resolution|Network is unreachable/i,
    "The network, or a package registry, cannot be reached.",
    "Check the connection and the proxy settings of npm and pip.",
  ],
];

/** Names the cause that a tool's output or an error code tells of. @param {string} text */
export function causeOf(text) {
  const found = CAUSES.find(([pattern]) => pattern.test(text));
  return found === undefined ? null : { message: found[1], advice: found[2] };
}

/** Turns anything thrown into a message and advice; `stack` only for what is our own bug. @param {unknown} error */
export function explain(error) {
  if (!(error instanceof Error)) return { message: String(error) };
  if (error instanceof Failure) return { message: error.message, advice: error.advice };
  if (error.name === "LocalStackError") return { message: error.message };
  if ("code" in error && typeof error.code === "string") {
    const cause = causeOf(error.code);
    return { message: cause === null ? error.message : `${cause.message} (${error.message})`, advice: cause?.advice };
  }
  return { message: error.message, stack: error.stack };
}
