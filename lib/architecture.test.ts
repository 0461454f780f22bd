import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Every module of the product, by its path from the root; tests and what serves only tests are none. */
const MODULES = globSync("{app,components,lib}/**/*.{ts,tsx}", { cwd: root })
  .concat(globSync("{proxy,instrumentation}*.ts", { cwd: root }))
  .filter((path) => !/\.test\.tsx?$|(^|\/)testing\.ts$|\.config\.ts$|\.d\.ts$/.test(path))
  .toSorted();

const SOURCES = new Map(MODULES.map((path) => [path, readFileSync(join(root, path), "utf8")]));

type Import = { from: string; to: string; typeOnly: boolean };

const IMPORTS = MODULES.flatMap((from) => importsOf(from, SOURCES.get(from) ?? ""));

/** What a source imports: modules of ours by their path, packages by their name. */
function importsOf(from: string, source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const found = [
    ...code.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:([\w*$\s{},]+?)\s+from\s+)?["']([^"']+)["']/gm),
    ...[...code.matchAll(/\bimport\(\s*["']([^"']+)["']/g)].map(([all, name]) => [all, undefined, undefined, name]),
  ];
  return found.map(([, keyword, names, name = ""]) => ({
    from,
    to: toModule(from, name),
    typeOnly: keyword !== undefined || isTypesOnly(names),
  }));
}

/** "{ type A, type B }": nothing of it is left at run time. */
function isTypesOnly(names: string | undefined): boolean {
  const inside = /^\{([^}]*)\}$/.exec(names?.trim() ?? "")?.[1];
  return inside !== undefined && inside.split(",").every((one) => one.trim() === "" || one.trim().startsWith("type "));
}

function toModule(from: string, name: string): string {
  if (name.startsWith("#")) return name.slice(1);
  return name.startsWith(".") ? join(dirname(from), name) : name;
}

/** "lib/s3" of "lib/s3/read.ts", "lib/settings.ts" of itself, else the first folder. */
function placeOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first === "lib" ? `lib/${second}` : first;
}

const isOurs = (path: string) => SOURCES.has(path);
const isPackage = (prefix: string) => (path: string) =>
  !isOurs(path) && (path === prefix || path.startsWith(`${prefix}/`));
const isServerOnly = (path: string) => /^import "server-only";/m.test(SOURCES.get(path) ?? "");
const isClient = (path: string) => /^["']use client["']/.test(SOURCES.get(path) ?? "");

/** The imports that break a rule, as lines to read. */
function offenders(isAllowed: (one: Import) => boolean, isMeant: (one: Import) => boolean = () => true): string[] {
  return IMPORTS.filter((one) => isMeant(one) && !isAllowed(one)).map(({ from, to }) => `${from} → ${to}`);
}

/** What a module loads at run time, itself included. Server actions and what lies behind "server-only" stay there. */
function reachableFrom(start: string): Map<string, string> {
  const via = new Map([[start, ""]]);
  for (const path of via.keys()) {
    if (/^["']use server["']/.test(SOURCES.get(path) ?? "")) continue;
    for (const { from, to, typeOnly } of IMPORTS) {
      if (from === path && !typeOnly && !via.has(to)) via.set(to, path);
    }
  }
  return via;
}

test("there is something to hold", () => {
  expect(MODULES.length).toBeGreaterThan(30);
  expect(IMPORTS.filter(({ to }) => isOurs(to)).length).toBeGreaterThan(50);
});

test("every import of ours names a file that exists, with its ending", () => {
  const other = /\.(css|svg|json)$/;
  expect(
    offenders(
      ({ to }) => isOurs(to) || other.test(to),
      ({ to }) => /^(app|components|lib)\//.test(to),
    ),
  ).toEqual([]);
});

test("the AWS SDK is imported under lib/ only, its types too", () => {
  expect(
    offenders(
      ({ from }) => from.startsWith("lib/"),
      ({ to }) => to.startsWith("@aws-sdk/"),
    ),
  ).toEqual([]);
  expect(
    offenders(
      () => false,
      ({ to }) => to.startsWith("@smithy/"),
    ),
  ).toEqual([]);
});

test("Next is imported in app, components, lib/auth and the proxy only", () => {
  const places = new Set(["app", "components", "lib/auth", "proxy.ts", "instrumentation.ts"]);
  expect(
    offenders(
      ({ from }) => places.has(placeOf(from)),
      ({ to }) => isPackage("next")(to),
    ),
  ).toEqual([]);
});

test("nobody imports app", () => {
  expect(
    offenders(
      ({ from }) => placeOf(from) === "app",
      ({ to }) => placeOf(to) === "app",
    ),
  ).toEqual([]);
});

test("components import components and pure nouns, never a read, a write, a schema or what is server-only", () => {
  const impure = (path: string) => isServerOnly(path) || /(^|[/-])(read|write|schema|settings)\.ts$/.test(path);
  const isAllowed = ({ to }: Import) => placeOf(to) === "components" || (to.startsWith("lib/") && !impure(to));
  expect(offenders(isAllowed, ({ from, to }) => placeOf(from) === "components" && isOurs(to))).toEqual([]);
});

/** Whom each domain may import besides itself. */
const DOMAINS: Record<string, string[]> = {
  "lib/settings.ts": [],
  "lib/commands": [],
  "lib/aws": ["lib/commands", "lib/settings.ts"],
  "lib/auth": ["lib/aws", "lib/commands", "lib/settings.ts"],
  "lib/policy": ["lib/aws"],
  "lib/kms": ["lib/aws", "lib/commands", "lib/policy"],
  "lib/s3": ["lib/aws", "lib/commands", "lib/policy", "lib/kms"],
  "lib/posture": ["lib/aws", "lib/policy", "lib/s3", "lib/kms"],
};

test("each domain of lib imports only what lies below it", () => {
  const isAllowed = ({ from, to }: Import) =>
    placeOf(from) === placeOf(to) || (DOMAINS[placeOf(from)]?.includes(placeOf(to)) ?? false);
  expect(offenders(isAllowed, ({ from, to }) => from.startsWith("lib/") && isOurs(to))).toEqual([]);
  expect([...new Set(MODULES.map(placeOf))].filter((place) => place.startsWith("lib/") && !(place in DOMAINS))).toEqual(
    [],
  );
});

test("no module imports itself by a detour", () => {
  const ours = IMPORTS.filter(({ to, typeOnly }) => isOurs(to) && !typeOnly);
  const done = new Set<string>();

  function cycleFrom(path: string, trail: string[]): string[] | null {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const { from, to } of ours) {
      const cycle = from === path ? cycleFrom(to, [...trail, path]) : null;
      if (cycle !== null) return cycle;
    }
    done.add(path);
    return null;
  }

  expect(MODULES.map((path) => cycleFrom(path, [])).filter((cycle) => cycle !== null)).toEqual([]);
});

test("what reads or writes AWS never reaches a browser", () => {
  const talks = MODULES.filter((path) => /^lib\/.*(^|[/-])(read|write)\.ts$/.test(path));
  expect(talks.length).toBeGreaterThan(3);
  const opened = talks.filter((path) => !(SOURCES.get(path) ?? "").startsWith('import "server-only";'));
  expect(opened).toEqual([]);
});

test("no browser loads the SDK, zod or anything that is server-only", () => {
  const clients = MODULES.filter(isClient);
  const heavy = (path: string) =>
    ["zod", "@aws-sdk", "server-only", "node:", "iron-session", "pino"].some((name) => path.startsWith(name));
  const found = clients.flatMap((client) => {
    const via = reachableFrom(client);
    return [...via]
      .filter(([path]) => heavy(path) || isServerOnly(path))
      .map(([path, by]) => `${client} … ${by} → ${path}`);
  });
  expect(found).toEqual([]);
});

test("the environment is read in one place", () => {
  // NODE_ENV is the build's, not the operator's.
  const readers = MODULES.filter((path) => /process\.env(?!\.NODE_ENV\b)/.test(SOURCES.get(path) ?? ""));
  expect(readers).toEqual(["lib/settings.ts"]);
});

/** What proves who calls: signed in, or, before anybody can be, that a page of ours asks. */
const GUARD = /\b(defineAction|defineQuestion|defineHandler|requireSession|requireAws|isSameOrigin)\s*\(/;

/** The functions that a module exports and that call no guard in their own text. */
function unguardedExports(path: string): string[] {
  const [, ...parts] = (SOURCES.get(path) ?? "").split(/^export (?:async )?(?:const|function) /m);
  if (parts.length === 0) return ["exports nothing that can be looked at"];
  return parts.filter((part) => !GUARD.test(part)).map((part) => /^\w+/.exec(part)?.[0] ?? part);
}

test("every file of actions and every route checks who calls, but for the health check", () => {
  const isEntry = (path: string) => /^["']use server["']/.test(SOURCES.get(path) ?? "") || path.endsWith("/route.ts");
  const entries = MODULES.filter((path) => isEntry(path) && path !== "app/api/health/route.ts");
  expect(entries.length).toBeGreaterThan(1);
  const unguarded = entries.flatMap((path) => unguardedExports(path).map((name) => `${path} ${name}`));
  expect(unguarded).toEqual([]);
});

/** Below these, published advisories let strangers in. Next carries its own React server code, so its version decides. */
const FLOORS: Record<string, string> = { next: "16.4.1", react: "19.3.1", "react-dom": "19.3.1", zod: "4.6.7" };

test.for(Object.entries(FLOORS))("%s is installed at %s or above", ([name, floor]) => {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(root, "node_modules", name, "package.json"), "utf8"),
  );
  expect(compareVersions(version, floor)).toBeGreaterThanOrEqual(0);
});

test("versions compare by number, and a pre-release is below its release", () => {
  const order = ["9.9.9", "16.4.0", "16.4.1-canary.3", "16.4.1", "16.4.10", "17.0.0"];
  expect(order.toReversed().toSorted(compareVersions)).toEqual(order);
});

function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => {
    const [release = "", before] = version.split("-");
    return [...release.split(".").map(Number), before === undefined ? 1 : 0];
  });
  for (let index = 0; index < 4; index += 1) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
