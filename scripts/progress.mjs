const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".split("");
const LABEL_WIDTH = 44;
const out = process.stdout;
const live = out.isTTY && process.env.TERM !== "dumb" && process.env.CI === undefined;

/** @typedef {{ label: string, note: string, since: number }} Step */
/** @type {Set<Step>} */
const active = new Set();
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;
let drawn = 0;
let frame = 0;
let silent = false;

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * Shows one step: a spinner on a terminal while it runs, then one line with its time.
 * @template T
 * @param {string} label
 * @param {(note: (text: string) => void) => Promise<T>} work
 * @param {{ summary?: (value: T) => string, isFailure?: (value: T) => boolean }} [options] a few words on the outcome
 * @returns {Promise<T>}
 */
export async function step(label, work, { summary = () => "", isFailure = () => false } = {}) {
  const mine = { label, note: "", since: Date.now() };
  active.add(mine);
  if (live) draw();
  else say(`… ${label}`);
  try {
    const value = await work((text) => {
      mine.note = text;
    });
    close(mine, isFailure(value) ? "✗" : "✓", summary(value));
    return value;
  } catch (error) {
    close(mine, "✗", "");
    throw error;
  }
}

/** Prints a line above the steps that still run. @param {string} line */
export function say(line) {
  erase();
  out.write(`${line}\n`);
  if (live && active.size > 0) draw();
}

/** Shows no more steps: those that a signal or a failure cuts short have nothing to tell. */
export function endProgress() {
  silent = true;
  clearInterval(timer);
  erase();
}

/** @param {Step} mine @param {string} mark @param {string} outcome */
function close(mine, mark, outcome) {
  active.delete(mine);
  if (silent) return;
  say(line(mark, mine.label, seconds(Date.now() - mine.since), outcome));
  if (active.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

/** @param {string} mark @param {string} label @param {string} time @param {string} note */
const line = (mark, label, time, note) => `${mark} ${label.padEnd(LABEL_WIDTH)} ${time.padStart(7)}  ${note}`.trimEnd();

function draw() {
  timer ??= setInterval(draw, 100);
  timer.unref();
  erase();
  frame = (frame + 1) % FRAMES.length;
  for (const { label, note, since } of active) {
    const text = line(FRAMES[frame] ?? "", label, seconds(Date.now() - since), note);
    // A line that wraps could not be erased again.
    out.write(`${text.slice(0, (out.columns || 80) - 1)}\n`);
  }
  drawn = active.size;
}

function erase() {
  if (drawn > 0) out.write(`\x1b[${drawn}A\x1b[0J`);
  drawn = 0;
}
