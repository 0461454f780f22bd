import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root } from "./project.mjs";

/**
 * One hash over files and folders of the project, by path and content; what does not exist counts as absent.
 * @param {string[]} paths @param {{ skip?: (path: string) => boolean, more?: string[] }} [options]
 */
export function hashOf(paths, { skip = () => false, more = [] } = {}) {
  const hash = createHash("sha256");
  for (const text of more) hash.update(`${text}\0`);
  for (const path of paths.flatMap(filesUnder).sort()) {
    if (skip(path)) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  try {
    return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? filesUnder(`${path}/${entry.name}`) : [`${path}/${entry.name}`],
    );
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

/** Whether the stamp file tells that the work was done for this very hash. @param {string} file @param {string} hash */
export function isStamped(file, hash) {
  try {
    return readFileSync(file, "utf8") === hash;
  } catch {
    return false;
  }
}

/** @param {string} file @param {string} hash */
export async function stamp(file, hash) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, hash);
}
