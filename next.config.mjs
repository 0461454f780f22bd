/** Headers that no page varies; the Content-Security-Policy has a nonce and is set in proxy.ts. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  // Not "no-referrer": under it a form that is sent before its script has come carries `Origin: null`, and Next refuses it.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** Streams are never documents: should a browser ever render one, it may do nothing. */
const streamHeaders = [
  { key: "Content-Security-Policy", value: "sandbox; default-src 'none'; frame-ancestors 'none'" },
];

/** @type {import("next").NextConfig} */
export default {
  output: "standalone",
  poweredByHeader: false,
  reactCompiler: true,
  typedRoutes: true,
  // Tests are checked by `npm run check`, and are no part of what is built.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  images: { unoptimized: true },
  experimental: {
    turbopackRustReactCompiler: true,
    authInterrupts: true,
    serverActions: { bodySizeLimit: "1mb" },
  },
  serverExternalPackages: ["@aws-sdk/client-s3", "@aws-sdk/client-kms", "@aws-sdk/client-sts"],
  // Browsers ask for this before a streamed page has named its icon.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  headers: async () => [
    { source: "/:path*", headers },
    { source: "/api/:path*", headers: streamHeaders },
  ],
};
