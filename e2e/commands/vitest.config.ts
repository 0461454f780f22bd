import { defineConfig } from "vitest/config";

export default defineConfig({
  root: new URL("../..", import.meta.url).pathname,
  // Under this condition `server-only` is an empty module, as it is inside a server component.
  resolve: { conditions: ["react-server", "node", "import"] },
  ssr: { resolve: { conditions: ["react-server", "node", "import"] } },
  test: {
    dir: import.meta.dirname,
    include: ["**/*.test.ts"],
    globalSetup: new URL("../localstack/contract/server.ts", import.meta.url).pathname,
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
