import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: join(import.meta.dirname, "..", ".."),
  test: {
    dir: import.meta.dirname,
    include: ["contract/**/*.test.ts"],
    globalSetup: join(import.meta.dirname, "contract", "server.ts"),
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
