import { startConsole } from "./console-server.mjs";
import { main } from "./lifetime.mjs";
import { requireDisk } from "./disk.mjs";
import { embeddedSettings } from "./embedded.mjs";
import { installEmulator, startEmulator } from "./emulator.mjs";
import { seedEstate } from "./estate.mjs";
import { Failure } from "./failure.mjs";
import { installPackages } from "./packages.mjs";
import { portSetting, requireFree } from "./ports.mjs";
import { say, step } from "./progress.mjs";
import { makePassword, requireStrong } from "./secrets.mjs";
import { ensureBuild } from "./standalone.mjs";

const once = { summary: (/** @type {boolean} */ did) => (did ? "" : "already there") };
const since = Date.now();
let isUp = false;

await main(
  async () => {
    const { port, awsPort, password } = await readSettings();
    await requireDisk();

    const packages = step("packages", installPackages, once);
    const emulator = step("LocalStack", installEmulator, once);
    const build = packages.then(() => step("production build", ensureBuild, once));
    const aws = Promise.all([emulator, packages]).then(async () => {
      const started = await step("LocalStack's start", () => startEmulator({ port: awsPort }), {
        summary: ({ endpoint }) => endpoint,
      });
      await step("demonstration estate", () => seedEstate(started.endpoint), { summary: (estate) => estate });
      return started;
    });
    const [{ endpoint, exited }] = await Promise.all([aws, build]);
    const server = await step("console", () => startConsole({ port, endpoint, env: embeddedSettings(password) }));

    isUp = true;
    say(welcome(server.url, endpoint, password));
    const ended = await Promise.race([server.exited.then(() => "The console"), exited.then(() => "LocalStack")]);
    throw new Failure(`${ended} ended by itself.`, "Its output is in test-results/logs.");
  },
  {
    onSignal: () => {
      console.log("\nStopping…");
      return isUp ? 0 : 130;
    },
  },
);

/** Everything that a person may set, checked before the first long step. */
async function readSettings() {
  const port = portSetting("PORT", 3000);
  const awsPort = portSetting("LOCALSTACK_PORT", 4566);
  if (port === awsPort)
    throw new Failure(`PORT and LOCALSTACK_PORT are both ${port}.`, "Each needs a port of its own.");
  const password = process.env.TWOFOLD_ADMIN_PASSWORD || makePassword();
  requireStrong("TWOFOLD_ADMIN_PASSWORD", password, 12);
  await requireFree(port, "PORT");
  await requireFree(awsPort, "LOCALSTACK_PORT");
  return { port, awsPort, password };
}

/** @param {string} url @param {string} endpoint @param {string} password */
function welcome(url, endpoint, password) {
  return `
  Twofold is ready after ${Math.round((Date.now() - since) / 1000)} s.

    Open       ${url}
    User       admin
    Password   ${password}

  AWS is played by LocalStack at ${endpoint}; what you change is lost when it stops. Ctrl-C ends both.
`;
}
