import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { dockerArguments } from "../docker.mjs";
import { LocalStackError } from "../errors.mjs";
import { faultOf } from "../install.mjs";
import { installerOf } from "../python.mjs";
import { startLocalStack } from "../start.mjs";
import { configOf } from "./clients.ts";
import { freePort } from "./server.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "localstack logs "));
});
afterEach(() => rmSync(folder, { recursive: true }));

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("startLocalStack", () => {
  it("runs beside another one, on loopback alone, and ends with all it started", async () => {
    const port = await freePort();
    const running = await startLocalStack({ port, logFile: join(folder, "log") });
    const beside = new S3Client({ ...configOf(), endpoint: running.endpoint });
    expect((await beside.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
    await beside.send(new CreateBucketCommand({ Bucket: "the-other-has-it-not" }));
    const here = await new S3Client(configOf()).send(new ListBucketsCommand({}));
    expect(here.Buckets?.map(({ Name }) => Name)).not.toContain("the-other-has-it-not");
    expect(listenersOf(port)).toEqual(["127.0.0.1"]);
    await running.stop();
    expect(isAlive(running.pid)).toBe(false);
    expect(readFileSync(join(folder, "log"), "utf8")).toContain("Ready.");
  });

  it("says what to do when its port is taken", async () => {
    const other = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => {
      other.listen(port, "127.0.0.1", resolve);
    });
    const start = startLocalStack({ port });
    await expect(start).rejects.toThrow(LocalStackError);
    await expect(start).rejects.toThrow(`Port ${port} is taken`);
    other.close();
  });

  test.for(["SIGINT", "SIGTERM", "SIGKILL"] as const)("ends when its parent gets %s", async (signal) => {
    const port = String(await freePort());
    const script = join(import.meta.dirname, "..", "start.mjs");
    const parent = spawn(process.execPath, [script, "--port", port, "--log", join(folder, "log")]);
    const line = await new Promise<string>((resolve) => {
      parent.stdout.once("data", (data: Buffer) => resolve(String(data)));
    });
    expect(line).toContain(`http://127.0.0.1:${port}`);
    const exited = new Promise((resolve) => {
      parent.once("exit", (_, by) => resolve(by));
    });
    parent.kill(signal);
    expect(await exited).toBe(signal);
    await expect.poll(() => listenersOf(Number(port)), { timeout: 10_000 }).toEqual([]);
  });
});

/** The addresses that a port is listened to on. */
function listenersOf(port: number) {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const names: Record<string, string> = {
    "0100007F": "127.0.0.1",
    "0000000000000000FFFF00000100007F": "127.0.0.1",
  };
  return ["tcp", "tcp6"]
    .flatMap((table) => readFileSync(`/proc/net/${table}`, "utf8").split("\n"))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === "0A" && local?.endsWith(`:${hex}`))
    .map(([, local]) => names[local?.split(":")[0] ?? ""] ?? local);
}

describe("the installation", () => {
  test.for<[[number, number], boolean, boolean, [number, number] | null, string | null]>([
    [[3, 11], true, true, [23, 2], "outer-pip"],
    [[3, 11], true, false, [23, 2], "outer-pip"],
    [[3, 10], true, true, [22, 0], "inner-pip"],
    [[3, 10], true, true, null, "inner-pip"],
    [[3, 10], true, false, null, null],
    [[3, 11], false, false, [23, 2], null],
    [[3, 9], true, true, [23, 2], null],
    [[3, 14], true, true, [25, 0], "outer-pip"],
    [[3, 14], true, true, null, "inner-pip"],
    [[3, 15], true, true, [26, 0], null],
  ])("of Python %o, venv %o, ensurepip %o and pip %o is by %o", ([version, venv, ensurepip, pip, installer]) => {
    expect(installerOf({ version, venv, ensurepip, pip })).toBe(installer);
  });

  test.for([
    ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that is pinned"],
    ["OSError: [Errno 28] No space left on device", "disk is full"],
    ["WARNING: Retrying after connection broken by 'NewConnectionError'", "Check the network"],
    ["something else", "The installation failed"],
  ] as const)("explains %s", ([output, message]) => {
    expect(faultOf(output, "the log").message).toContain(message);
  });
});

describe("Docker's arguments", () => {
  it("publish on loopback alone, with the corrections and the settings, from the pinned image", () => {
    const args = dockerArguments({ port: 4999, settings: { SERVICES: "s3,kms" } });
    expect(args).toEqual([
      "run",
      "--rm",
      "--name",
      "twofold-localstack-4999",
      "--publish",
      "127.0.0.1:4999:4566",
      "--mount",
      expect.stringMatching(/^type=bind,source=\/.*start\.d,target=\/etc\/localstack\/init\/start\.d,readonly$/),
      "--mount",
      expect.stringMatching(/^type=bind,source=\/.*shared,target=\/etc\/localstack\/init\/shared,readonly$/),
      "--env",
      "SERVICES=s3,kms",
      "localstack/localstack:4.13.1",
    ]);
  });
});
