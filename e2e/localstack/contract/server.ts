import { createServer } from "node:net";
import { startLocalStack } from "../start.mjs";

/** One embedded AWS for the whole run, unless TWOFOLD_TEST_ENDPOINT names one that runs already. */
export default async function setup() {
  if (process.env.TWOFOLD_TEST_ENDPOINT) return undefined;
  const running = await startLocalStack({ port: await freePort(), onProgress: (message) => console.log(message) });
  process.env.TWOFOLD_TEST_ENDPOINT = running.endpoint;
  return running.stop;
}

/** A port of loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(Number(process.env.TWOFOLD_TEST_PORT ?? 0), "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
