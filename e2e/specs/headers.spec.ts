import { readdir, readFile } from "node:fs/promises";
import { cookieHeader } from "../fixtures/console.ts";
import { putObject } from "../fixtures/buckets.ts";
import { setting } from "../fixtures/environment.ts";
import { pagesWith } from "../fixtures/pages.ts";
import { expect, test } from "../fixtures/test.ts";

const STATIC = new URL("../../.next/static/", import.meta.url);

const EVERYWHERE = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

test("every answer has the headers that keep browsers careful", async ({ context, home, newKey }) => {
  const cookie = await cookieHeader(context, home);
  const paths = [
    ...pagesWith((await newKey()).id).map(({ path }) => path),
    "/api/health",
    "/api/objects",
    "/favicon.ico",
  ];
  for (const path of paths) {
    const { headers } = await fetch(home + path, { headers: { Cookie: cookie }, redirect: "manual" });
    expect(Object.fromEntries(headers), path).toMatchObject(EVERYWHERE);
    expect(headers.get("x-powered-by"), path).toBeNull();
    expect(headers.get("access-control-allow-origin"), path).toBeNull();
  }
});

test("every page has a Content-Security-Policy of its own, with a new nonce each time", async ({ context, home }) => {
  const cookie = await cookieHeader(context, home);
  const nonces = new Set<string>();
  const paths = pagesWith("00000000-0000-0000-0000-000000000000").map(({ path }) => path);
  for (const path of paths) {
    const { headers } = await fetch(home + path, { headers: { Cookie: cookie }, redirect: "manual" });
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}' 'strict-dynamic';/);
    for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) {
      expect(policy, path).toContain(directive);
    }
    expect(policy, path).not.toContain("unsafe-eval");
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    if (headers.get("location") === null) expect(headers.get("cache-control"), path).toContain("no-store");
  }
  expect(nonces.size).toBe(paths.length);
});

for (const [name, contentType] of [
  ["page.html", "text/html"],
  ["picture.svg", "image/svg+xml"],
  ['quotes "and" line\nbreak-🫀.xhtml', "application/xhtml+xml"],
] as const) {
  test(`${JSON.stringify(name)} is downloaded as bytes that no browser opens here`, async ({
    aws,
    newBucket,
    page,
    home,
  }) => {
    const bucket = await newBucket();
    const Body = "<svg xmlns='http://www.w3.org/2000/svg'><script>window.name='ran'</script></svg>";
    await putObject(aws, { Bucket: bucket, Key: name, Body, ContentType: contentType });
    const address = `${home}/api/objects?${new URLSearchParams({ bucket, key: name })}`;
    const answer = await page.request.get(address);
    expect(answer.headers()).toMatchObject({
      ...EVERYWHERE,
      "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/),
      "content-type": "application/octet-stream",
      "cache-control": "no-store",
    });
    expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''/);
    expect(await answer.text()).toBe(Body);
    const downloading = page.waitForEvent("download");
    await page.goto(address).catch(() => {});
    await downloading;
    expect(await page.evaluate(() => window.name)).not.toBe("ran");
  });
}

test("no page, script or answer holds a secret of the console", async ({ context, home, newKey }) => {
  const secrets = setting("TWOFOLD_E2E_SECRETS").split(" ");
  expect(secrets).toHaveLength(3);
  const cookie = await cookieHeader(context, home);
  const sees = (text: string) => secrets.filter((secret) => text.includes(secret));
  for (const { path } of pagesWith((await newKey()).id)) {
    for (const wanted of ["page", "RSC"]) {
      const answer = await fetch(home + path, {
        headers: { Cookie: cookie, ...(wanted === "RSC" ? { RSC: "1" } : {}) },
        redirect: "manual",
      });
      const text = JSON.stringify(Object.fromEntries(answer.headers)) + (await answer.text());
      expect(sees(text), path).toEqual([]);
    }
  }
  for (const file of await readdir(STATIC, { recursive: true })) {
    const text = await readFile(new URL(file, STATIC), "utf8").catch(() => "");
    expect(sees(text), file).toEqual([]);
  }
});
