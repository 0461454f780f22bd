import { explain } from "./failure.mjs";
import { endProgress } from "./progress.mjs";

/** What must be ended before this process may leave: child processes, servers. @type {Set<() => Promise<unknown>>} */
const ends = new Set();
const GRACE_MILLISECONDS = 12_000;
const PARENT_MILLISECONDS = 500;
let ended = false;

/** True once a signal or a failure asked for the end. */
export const isEnding = () => ended;

/**
 * Remembers how to end something. What arrives after the end has begun is ended at once.
 * @param {() => Promise<unknown>} end @returns {() => void} forgets it again
 */
export function atEnd(end) {
  if (ended) void end().catch(() => {});
  ends.add(end);
  return () => ends.delete(end);
}

/** Ends everything, newest first, so that a server goes before what it leans on. */
async function endAll() {
  ended = true;
  for (const end of [...ends].toReversed()) {
    await Promise.allSettled([end()]);
    ends.delete(end);
  }
}

/** @param {Promise<unknown>} promise */
const within = (promise) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, GRACE_MILLISECONDS).unref())]);

/**
 * Runs a script: ends everything it started on success, failure or a signal, and explains a failure in plain words.
 * @param {() => Promise<number | void>} work answers the exit code
 * @param {{ onSignal?: () => number }} [options] the exit code after a signal; 128 + its number when absent
 */
export async function main(work, { onSignal } = {}) {
  const signalled = nextSignal().then((code) => {
    ended = true;
    endProgress();
    return onSignal?.() ?? code;
  });
  const working = work().then(
    (code) => code ?? 0,
    (error) => {
      if (!ended) report(error);
      return 1;
    },
  );
  const code = await Promise.race([working, signalled]);
  await endAll();
  // Work that a signal interrupted may still be starting something; it is ended as soon as it reports.
  await within(working);
  await endAll();
  process.exit(code);
}

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** The exit code that belongs to the first signal. npm and the terminal may each send one; later ones change nothing. */
function nextSignal() {
  return new Promise((resolve) => {
    for (const [signal, code] of Object.entries(CODES)) process.on(signal, () => resolve(code));
    if (process.env.npm_lifecycle_event === undefined) return;
    // npm hands SIGTERM to a shell that dies of it and tells nobody: a new parent is all there is to see of it.
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve(CODES.SIGTERM);
    }, PARENT_MILLISECONDS).unref();
  });
}

/** @param {unknown} error */
function report(error) {
  endProgress();
  const { message, advice, stack } = explain(error);
  console.error(`\n✗ ${stack ?? message}`);
  if (advice !== undefined) console.error(`  ${advice}`);
}
