import { randomInt } from "node:crypto";
import { Failure } from "./failure.mjs";

/** Without 0/o, 1/l/i: it is read off a terminal and typed. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password of about 79 bits, in four groups. */
export function makePassword() {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}

/** Throws a Failure when a secret is too short. @param {string} setting @param {string} value @param {number} length */
export function requireStrong(setting, value, length) {
  if (value.length < length) throw new Failure(`${setting} is too short.`, `It needs ${length} characters or more.`);
}
