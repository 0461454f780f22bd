import { createServer, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Stands in front of an S3 endpoint and makes it as far away as a Region is. Requests pass through untouched.
 * @param {string} endpoint
 * @param {{ latencyMilliseconds: number }} options
 */
export async function startSlowEndpoint(endpoint, { latencyMilliseconds }) {
  const target = new URL(endpoint);
  /** Requests whose line matches wait this long. @type {{ matches: (line: string) => boolean, milliseconds: number } | null} */
  let held = null;
  let latency = latencyMilliseconds;
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));

  /** @param {import("node:http").IncomingMessage} incoming @param {import("node:http").ServerResponse} outgoing */
  async function pass(incoming, outgoing) {
    const line = `${incoming.method} ${incoming.url}`;
    await delay(latency);
    if (held !== null && held.matches(line)) await delay(held.milliseconds);
    const { hostname, port } = target;
    const passed = request(
      { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(outgoing);
      },
    );
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  }

  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    /** @param {number} milliseconds */
    setLatency(milliseconds) {
      latency = milliseconds;
    },
    /** @param {(line: string) => boolean} matches @param {number} milliseconds */
    hold(matches, milliseconds) {
      held = { matches, milliseconds };
    },
    release() {
      held = null;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  };
}
