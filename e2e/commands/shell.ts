import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installAwsCli } from "../localstack/install.mjs";

/** A terminal of somebody who has the AWS CLI, credentials and a working folder. */
export type Shell = {
  folder: string;
  python: string;
  /** Runs `script` as it was pasted, and throws with what the terminal said when a command of it fails. Its output. */
  run(script: string): Promise<string>;
  close(): Promise<void>;
};

/** Opens a terminal whose `aws` is the real AWS CLI. It knows of no endpoint, so a command has to name its own. */
export async function openShell(): Promise<Shell> {
  const { python } = await installAwsCli({ onProgress: (message: string) => console.log(message) });
  const folder = await mkdtemp(join(tmpdir(), "twofold-commands-"));
  await writeFile(join(folder, "aws"), `#!/bin/sh\nexec '${python}' -m awscli "$@"\n`, { mode: 0o755 });
  const env = {
    NODE_ENV: "test" as const,
    PATH: `${folder}:/usr/bin:/bin`,
    HOME: folder,
    LANG: "C.UTF-8",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_PAGER: "",
    // What forgot to say where it goes must not get there.
    HTTPS_PROXY: "http://127.0.0.1:9",
  };

  async function run(script: string): Promise<string> {
    const child = spawn("sh", ["-eu"], { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
    const [output, faults]: [string[], string[]] = [[], []];
    child.stdout.setEncoding("utf8").on("data", (text: string) => output.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => faults.push(text));
    child.stdin.end(script);
    const code = await new Promise((resolve) => child.once("close", resolve));
    if (code !== 0) throw new Error(`${script}\n\nended with ${String(code)}:\n${faults.join("")}`);
    return output.join("");
  }

  return { folder, python, run, close: () => rm(folder, { recursive: true, force: true }) };
}
