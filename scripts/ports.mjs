import { createServer } from "node:net";
import { Failure } from "./failure.mjs";

const LOOPBACK = "127.0.0.1";

/** Opens and closes a port on loopback; 0 lets the system choose one. Answers its number. @param {number} port */
function probe(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}

/** A port that nothing listens on. @returns {Promise<number>} */
export const freePort = () => probe(0);

/** Throws a Failure when something listens there already. @param {number} port @param {string} setting whose value it is */
export async function requireFree(port, setting) {
  try {
    await probe(port);
  } catch (error) {
    if (error.code === "EADDRINUSE") {
      throw new Failure(
        `Port ${port} is in use.`,
        `Stop what listens there, or choose another: ${setting}=${port + 1}`,
      );
    }
    if (error.code === "EACCES")
      throw new Failure(`Port ${port} needs more rights.`, `Choose one above 1023: ${setting}=3000`);
    throw error;
  }
}

/** A port from the environment. @param {string} setting @param {number} fallback */
export function portSetting(setting, fallback) {
  const text = process.env[setting];
  if (text === undefined || text === "") return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`${setting} is ${JSON.stringify(text)}.`, "It must be a port number from 1 to 65535.");
}
