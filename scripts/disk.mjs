import { constants, existsSync } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { Failure } from "./failure.mjs";
import { inProject, root } from "./project.mjs";

const MIB = 2 ** 20;
/** Packages 900 MiB, LocalStack 240 MiB, the build 150 MiB, and some room. */
const NEEDED_MIB = 1_600;
const FULL_MIB = 20;

/** Throws a Failure when the clone cannot be written to, or has no room for what a first run installs. */
export async function requireDisk() {
  try {
    await access(root, constants.W_OK);
  } catch (error) {
    const why = error.code === "EROFS" ? "is on a read-only disk" : "cannot be written to by this user";
    throw new Failure(`${root} ${why}.`, "Clone to a folder that can be written to.", { cause: error });
  }
  const free = await freeMib();
  const isFirst = !existsSync(inProject("node_modules")) || !existsSync(inProject(".localstack"));
  if (isFirst && free < NEEDED_MIB) {
    throw new Failure(
      `The disk has ${free} MiB left, and a first run needs ${NEEDED_MIB}.`,
      `Free some space for ${root}.`,
    );
  }
}

/** Whether there is no room left: a tool on a full disk may not even be able to say so in its log. */
export async function isDiskFull() {
  return (await freeMib()) < FULL_MIB;
}

async function freeMib() {
  const { bavail, bsize } = await statfs(root);
  return Math.floor((bavail * bsize) / MIB);
}
