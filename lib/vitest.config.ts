import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: join(import.meta.dirname, ".."),
  // Under this condition `server-only` is an empty module, as it is inside a server component.
  resolve: { conditions: ["react-server", "node", "import"] },
  ssr: { resolve: { conditions: ["react-server", "node", "import"] } },
  test: {
    include: ["{lib,components,app,demo,scripts,bench}/**/*.test.{ts,tsx,mjs}"],
    environment: "node",
    // Starting a worker and loading the SDK for every file takes longer than all the tests.
    isolate: false,
    maxWorkers: 2,
    restoreMocks: true,
    // Password hashes are meant to be slow, and a busy machine is slower still.
    testTimeout: 20_000,
    unstubEnvs: true,
  },
});
