import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { here } from "./paths.mjs";

const IMAGE = "localstack/localstack:4.13.1";

/** Whether a Docker engine answers. */
export function hasDocker() {
  return spawnSync("docker", ["info", "--format", "{{.ServerVersion}}"], { timeout: 10_000 }).status === 0;
}

/** The container of a port. */
function containerName(port) {
  return `twofold-localstack-${port}`;
}

/**
 * The arguments that run the same LocalStack, with the same corrections, in Docker.
 * @param {{ port: number, settings: Record<string, string> }} options
 */
export function dockerArguments({ port, settings }) {
  const mounts = ["start.d", "shared"].flatMap((folder) => [
    "--mount",
    `type=bind,source=${join(here, folder)},target=/etc/localstack/init/${folder},readonly`,
  ]);
  const env = Object.entries(settings).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  return [
    "run",
    "--rm",
    "--name",
    containerName(port),
    "--publish",
    `127.0.0.1:${port}:4566`,
    ...mounts,
    ...env,
    IMAGE,
  ];
}

/** Ends the container of a port, if there is one. */
export function removeContainer(port) {
  spawnSync("docker", ["rm", "--force", containerName(port)], { timeout: 20_000 });
}
