import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  // Under this condition `server-only` is an empty module, as it is inside a server component.
  resolve: { conditions: ["react-server", "node", "import"] },
  ssr: { resolve: { conditions: ["react-server", "node", "import"] } },
  test: {
    dir: import.meta.dirname,
    include: ["**/*.test.ts"],
    globalSetup: join(import.meta.dirname, "../localstack/contract/server.ts"),
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
