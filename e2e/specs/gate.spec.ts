import type { BrowserContext } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { type BuiltAction, listActions, listRoutes } from "../fixtures/build.ts";
import { cookieHeader, openConsole, type OwnConsole, signIn } from "../fixtures/console.ts";
import { type Endpoint, openRecorder } from "../fixtures/endpoints.ts";
import { expect, test } from "../fixtures/test.ts";

const KEY_ID = randomUUID();
const KEY_ARN = `arn:aws:kms:eu-central-1:000000000000:key/${KEY_ID}`;

/** Every field of every form, so that whatever a refusal rests on, it is not the input. */
const FIELDS = {
  bucket: "some-bucket",
  name: "some-bucket",
  region: "eu-central-1",
  key: "some/key",
  object: "arn:aws:s3:::some-bucket/some/key",
  role: "",
  etag: "",
  uploadId: "some-upload",
  parts: "",
  seen: "SSE-S3",
  demand: "tls-on",
  confirmation: "some-bucket",
  type: "DSSE-KMS",
  keyId: KEY_ARN,
  versioning: "true",
  change: "EnableKey",
  sseC: "blocked",
  status: "enabled",
  ownership: "BucketOwnerEnforced",
  log: "off",
  lets: "no",
  arn: KEY_ARN,
  alias: "alias/some-key",
  from: KEY_ARN,
  granteeKind: "principal",
  grantee: "arn:aws:iam::000000000000:role/some-role",
  operations: "Decrypt",
  grantId: "some-grant",
  policy: JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "kms:*", Resource: "*" }],
  }),
  description: "",
  tags: "",
  administrators: "",
  users: "",
  buckets: "",
  rotation: "true",
  rotationDays: "200",
  periodDays: "200",
  writable: "true",
  user: "admin",
  password: "some password",
};

/** They concern the session alone and ask AWS for nothing. */
const SESSION_ACTIONS = ["signInAction", "signOutAction", "switchWritableAction"];

let recorder: Endpoint & { requests: string[] };
let own: OwnConsole;

test.beforeAll(async () => {
  recorder = await openRecorder();
  own = await openConsole(recorder.url);
});

test.afterAll(async () => {
  await own.stop();
  await recorder.close();
});

test.beforeEach(() => {
  recorder.requests.length = 0;
});

/** A route's address with something in each of its parameters. */
function addressOf(route: string): string {
  return own.url + route.replace("[bucket]", "some-bucket").replace("[keyId]", KEY_ID);
}

/** Sends a form to an action as a browser does, with these headers beside. */
function post(action: BuiltAction, headers: Record<string, string>): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(FIELDS)) body.set(`_1_${name}`, value);
  body.set("0", JSON.stringify([{ status: "idle" }, "$K1"]));
  const request = { "Next-Action": action.id, Accept: "text/x-component", ...headers };
  return fetch(addressOf(action.page), { method: "POST", headers: request, body, redirect: "manual" });
}

async function signedInCookie(context: BrowserContext): Promise<string> {
  await signIn(await context.newPage(), own.password, `${own.url}/sign-in`);
  const cookie = await cookieHeader(context, own.url);
  recorder.requests.length = 0;
  return cookie;
}

test("whoever is not signed in is led to the sign-in page by every other page", async () => {
  const routes = await listRoutes("page");
  expect(routes).toContain("/buckets/[bucket]/encryption");
  for (const route of routes.filter((one) => one !== "/sign-in")) {
    const answer = await fetch(addressOf(route), { redirect: "manual" });
    const body = await answer.text();
    // A page whose frame was sent before its first question has only its body left to lead on with.
    const led = answer.headers.get("location") ?? /http-equiv="refresh" content="\d+;url=([^"]+)"/.exec(body)?.[1];
    const back = route === "/" ? "" : `?from=${encodeURIComponent(addressOf(route).slice(own.url.length))}`;
    expect(led, route).toBe(`/sign-in${back}`);
    expect(body, route).not.toContain("000000000000");
  }
  expect(recorder.requests).toEqual([]);
});

test("whoever is not signed in gets 401 from every route of the API but the health check", async () => {
  const routes = (await listRoutes("route")).filter((route) => route.startsWith("/api/"));
  expect(routes).toContain("/api/objects");
  for (const route of routes) {
    const query = "?bucket=some-bucket&key=some-key&type=SSE-S3";
    const reading = (await fetch(addressOf(route) + query)).status;
    const statuses = [reading];
    for (const method of ["PUT", "POST", "DELETE"]) {
      const answer = await fetch(addressOf(route) + query, { method, headers: { Origin: own.url } });
      expect([401, 405], `${method} ${route}`).toContain(answer.status);
      statuses.push(answer.status);
    }
    if (route === "/api/health") expect(reading).toBe(200);
    // A route that only changes knows no GET.
    else expect([401, 405], `GET ${route}`).toContain(reading);
    if (route !== "/api/health") expect(statuses, route).toContain(401);
  }
  expect(recorder.requests).toEqual([]);
});

test("whoever is not signed in changes nothing through any server action", async () => {
  const actions = await listActions();
  expect(actions.length).toBeGreaterThan(6);
  for (const action of actions) {
    const answer = await post(action, { Origin: own.url });
    expect(answer.headers.getSetCookie().filter(isSession), action.name).toEqual([]);
    if (!SESSION_ACTIONS.includes(action.name)) {
      expect(answer.headers.get("x-action-redirect"), action.name).toContain("/sign-in");
    }
  }
  expect(recorder.requests).toEqual([]);
});

test("every server action that a signed-in person may send does ask AWS", async ({ newBrowser }) => {
  const cookie = await signedInCookie((await newBrowser()).context());
  for (const action of (await listActions()).filter(({ name }) => !SESSION_ACTIONS.includes(name))) {
    recorder.requests.length = 0;
    await (await post(action, { Origin: own.url, Cookie: cookie })).text();
    expect.soft(recorder.requests.length, `requests to AWS by ${action.name}`).toBeGreaterThan(0);
  }
});

for (const [words, headers] of [
  ["another site", { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" }],
  [
    "another site that forges the host",
    { Origin: "https://elsewhere.example", "X-Forwarded-Host": "elsewhere.example" },
  ],
  ["a sandboxed frame", { Origin: "null" }],
  ["nowhere in particular", {}],
] satisfies [string, Record<string, string>][]) {
  test(`a signed-in browser changes nothing on behalf of ${words}`, async ({ newBrowser }) => {
    const cookie = await signedInCookie((await newBrowser()).context());
    for (const action of await listActions()) {
      const answer = await post(action, { Cookie: cookie, ...headers });
      const body = await answer.text();
      expect(answer.headers.getSetCookie().filter(isSession), action.name).toEqual([]);
      // Next refuses a foreign Origin itself; what it lets through is refused in the action.
      if (!SESSION_ACTIONS.includes(action.name) && answer.status === 200) {
        expect(body, action.name).toContain("ForeignOrigin");
      }
    }
    const upload = await fetch(`${own.url}/api/objects?bucket=some-bucket&key=k&type=SSE-S3`, {
      method: "PUT",
      body: "bytes",
      headers: { Cookie: cookie, ...headers },
    });
    expect(upload.status).toBe(403);
    const bulk = await fetch(`${own.url}/api/bulk`, {
      method: "POST",
      body: JSON.stringify({ change: "sse-c", bucket: "some-bucket", seen: "SSE-S3" }),
      headers: { Cookie: cookie, ...headers },
    });
    expect(bulk.status).toBe(403);
    const writes = recorder.requests.filter((request) => !isRead(request));
    expect(writes).toEqual([]);
  });
}

test("a request that does not know a method is refused", async () => {
  for (const method of ["PATCH", "OPTIONS", "DELETE"]) {
    expect((await fetch(`${own.url}/buckets`, { method, redirect: "manual" })).status, method).toBe(405);
  }
});

const isSession = (cookie: string) => cookie.startsWith("twofold=") && !cookie.startsWith("twofold=;");

/** A refused action renders its page again, which asks AWS who is there. */
function isRead(request: string): boolean {
  return (
    request.startsWith("GET ") || request.startsWith("HEAD ") || /TrentService\.(?:Describe|List|Get)/.test(request)
  );
}
