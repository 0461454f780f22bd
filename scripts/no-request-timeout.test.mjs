import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const preload = new URL("no-request-timeout.mjs", import.meta.url).href;
const ways = {
  require: `console.log(JSON.stringify(require("node:http").createServer()))`,
  import: `import("node:http").then(({ createServer }) => console.log(JSON.stringify(createServer())))`,
};

test.for(Object.entries(ways))(
  "a server by %s has no limit on a request, and keeps the one on its headers",
  ([, code]) => {
    const printed = execFileSync(process.execPath, ["--import", preload, "-e", code], { encoding: "utf8" });

    expect(JSON.parse(printed)).toMatchObject({ requestTimeout: 0, headersTimeout: 60_000 });
  },
);
