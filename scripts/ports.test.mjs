import { createServer } from "node:net";
import { expect, it, vi } from "vitest";
import { freePort, portSetting, requireFree } from "./ports.mjs";

it("names the setting of a port that is in use", async () => {
  const server = createServer();
  const port = await freePort();
  await new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve(null));
  });

  await expect(requireFree(port, "PORT")).rejects.toMatchObject({
    name: "Failure",
    message: `Port ${port} is in use.`,
  });

  await new Promise((resolve) => {
    server.close(resolve);
  });
  await expect(requireFree(port, "PORT")).resolves.toBeUndefined();
});

it("refuses what is no port", () => {
  vi.stubEnv("PORT", "eighty");
  expect(() => portSetting("PORT", 3000)).toThrow('PORT is "eighty".');
  vi.stubEnv("PORT", "");
  expect(portSetting("PORT", 3000)).toBe(3000);
});
