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
  const {
    TWOFOLD_ADMIN_PASSWORD: password,
    TWOFOLD_ADMIN_PASSWORD_HASH: hash,
    TWOFOLD_SESSION_SECRET: secret,
  } = process.env;
  if (!password && !hash) {
    throw new Failure(
      "Nobody could sign in: TWOFOLD_ADMIN_PASSWORD is not set.",
      "Set it to a password of 12 characters or more, for example: TWOFOLD_ADMIN_PASSWORD='…' npm start",
    );
  }
  if (password) requireStrong("TWOFOLD_ADMIN_PASSWORD", password, 12);
  if (secret) requireStrong("TWOFOLD_SESSION_SECRET", secret, 32);
  else
    console.log("TWOFOLD_SESSION_SECRET is not set: one was made up, and every session ends when this process does.");

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

/** Loopback, unless HOSTNAME names another. Some shells export the machine's own name there, which is nobody's choice. */
function listenAddress() {
  const chosen = process.env.HOSTNAME ?? "";
  return chosen === "" || chosen === hostname() ? "127.0.0.1" : chosen;
}
