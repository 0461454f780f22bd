// Preloaded with `node --import`. Node ends a request after 300 s, which a large upload outlives, and Next offers no setting.
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";

const { createServer } = http;

http.createServer = function createServerWithoutRequestTimeout(...args) {
  const server = createServer.apply(this, args);
  // headersTimeout stays: a client that never finishes its headers is still cut off.
  server.requestTimeout = 0;
  return server;
};

syncBuiltinESMExports();
