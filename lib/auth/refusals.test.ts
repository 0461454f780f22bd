import { expect, test } from "vitest";
import { type Endpoints, everyServiceAt } from "#lib/commands/cli.ts";
import { mayWrite, refusalOf } from "./refusals.ts";

const OURS = new Headers({ origin: "https://twofold.example", host: "twofold.example" });
const THEIRS = new Headers({ origin: "https://evil.example", host: "twofold.example" });
const LOCAL = everyServiceAt("http://127.0.0.1:4566");
const AWS = everyServiceAt(null);
const NAMED = everyServiceAt("https://s3.eu-west-1.amazonaws.com");

test.for<[string, { endpoints: Endpoints; embedded: boolean; writable: boolean }, boolean]>([
  ["AWS starts read-only", { endpoints: AWS, embedded: false, writable: false }, false],
  ["AWS once the person allows it", { endpoints: AWS, embedded: false, writable: true }, true],
  ["the LocalStack brought along", { endpoints: LOCAL, embedded: true, writable: false }, true],
  ["somebody's own endpoint", { endpoints: LOCAL, embedded: false, writable: false }, true],
  ["AWS by one of its names", { endpoints: NAMED, embedded: false, writable: false }, false],
  ["AWS that is said to be embedded", { endpoints: NAMED, embedded: true, writable: false }, false],
  ["AWS for one service of three", { endpoints: { ...LOCAL, kms: null }, embedded: true, writable: false }, false],
])("who may change something: %s", ([, { endpoints, embedded, writable }, may]) => {
  expect(mayWrite({ writable }, { endpoints }, { embedded })).toBe(may);
  const refusal = refusalOf(OURS, { writable }, { endpoints }, { embedded, origin: null });
  expect(refusal?.name ?? null).toBe(may ? null : "ReadOnlySession");
});

test("a page of somebody else's changes nothing, whoever is signed in", () => {
  const given = { embedded: true, origin: null };
  expect(refusalOf(THEIRS, { writable: true }, { endpoints: LOCAL }, given)).toMatchObject({ name: "ForeignOrigin" });
});
