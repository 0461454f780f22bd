import { randomBytes } from "node:crypto";
import { startConsole } from "../scripts/console-server.mjs";
import { embeddedSettings } from "../scripts/embedded.mjs";
import { startEmulator } from "../scripts/emulator.mjs";
import { seedEstate } from "../scripts/estate.mjs";
import { freePort } from "../scripts/ports.mjs";
import { makePassword } from "../scripts/secrets.mjs";

/**
 * Starts what the end-to-end tests run against, on ports of its own: LocalStack with the demonstration estate, and the
 * production console. Answers the environment by which the tests find both.
 * @param {{ port?: number, awsPort?: number }} [options] free ones when absent
 */
export async function startTestServers({ port, awsPort } = {}) {
  const password = makePassword();
  const secrets = { AWS_SECRET_ACCESS_KEY: canary(), TWOFOLD_SESSION_SECRET: canary() };
  const emulator = await startEmulator({ port: awsPort ?? (await freePort()) });
  const [console] = await Promise.all([
    startConsole({ port, endpoint: emulator.endpoint, env: { ...embeddedSettings(password), ...secrets } }),
    seedEstate(emulator.endpoint),
  ]);
  return {
    env: {
      TWOFOLD_E2E_URL: console.url,
      TWOFOLD_E2E_PASSWORD: password,
      TWOFOLD_E2E_SECRETS: [password, ...Object.values(secrets)].join(" "),
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "eu-central-1",
    },
    async stop() {
      await console.stop();
      await emulator.stop();
    },
  };
}

/** A secret that can be told from everything else in an answer. */
function canary() {
  return `canary${randomBytes(24).toString("hex")}`;
}
