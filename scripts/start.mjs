import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { startConsole } from "./console-server.mjs";
import { Failure } from "./failure.mjs";
import { main } from "./lifetime.mjs";
import { portSetting, requireFree } from "./ports.mjs";
import { requireStrong } from "./secrets.mjs";
import { standaloneFolder } from "./standalone.mjs";

await main(async () => {
  await standaloneFolder();
  const { TWOFOLD_ADMIN_PASSWORD: password, TWOFOLD_SESSION_SECRET: secret } = process.env;
  if (!password) {
    throw new Failure(
      "Nobody could sign in: TWOFOLD_ADMIN_PASSWORD is not set.",
      "Set it to a password of 12 characters or more, for example: TWOFOLD_ADMIN_PASSWORD='…' npm start",
    );
  }
  requireStrong("TWOFOLD_ADMIN_PASSWORD", password, 12);
  if (secret) requireStrong("TWOFOLD_SESSION_SECRET", secret, 32);
  else
    console.log("TWOFOLD_SESSION_SECRET is not set: one was made up, and every session ends when this process does.");

  await requireRegion();

  const port = portSetting("PORT", 3000);
  await requireFree(port, "PORT");
  const server = await startConsole({
    port,
    hostname: listenAddress(),
    graceMilliseconds: 30_000,
    env: { TWOFOLD_SESSION_SECRET: secret || randomBytes(32).toString("base64url") },
    logFile: null,
  });
  console.log(`Twofold listens on ${server.url}`);
  return await server.exited;
});

/** As the console looks for it: its own settings first, then the SDK's configuration files. */
async function requireRegion() {
  const { AWS_REGION, AWS_DEFAULT_REGION, TWOFOLD_REGIONS = "" } = process.env;
  if (AWS_REGION || AWS_DEFAULT_REGION || /[^\s,]/.test(TWOFOLD_REGIONS)) return;
  const { STSClient } = await import("@aws-sdk/client-sts");
  await new STSClient({}).config.region().catch(() => {
    throw new Failure(
      "No request could be sent to AWS: no Region is set.",
      "Set it, for example: AWS_REGION=eu-central-1 npm start",
    );
  });
}

/** Loopback, unless HOSTNAME names another. Some shells export the machine's own name there, which is nobody's choice. */
function listenAddress() {
  const chosen = process.env.HOSTNAME ?? "";
  return chosen === "" || chosen === hostname() ? "127.0.0.1" : chosen;
}
