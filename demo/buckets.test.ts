import { expect, it } from "vitest";
import { buckets, keysOf } from "./buckets.ts";
import { keys } from "./keys.ts";
import { oddKeys } from "./odd-keys.ts";

const named = Object.entries(buckets);

it("names no key of another Region, nor one that signs: S3 could not use it", () => {
  const known: Record<string, { region: string; signing?: boolean }> = keys;
  for (const [name, bucket] of named) {
    for (const alias of keysOf(bucket)) {
      expect(known[alias], `${name} ${alias}`).toMatchObject({ region: bucket.region });
      expect(known[alias]?.signing ?? false).toBe(false);
    }
  }
});

it("holds no key twice in one bucket", () => {
  for (const [name, { objects }] of named) {
    expect(new Set(objects.map((object) => object.key)).size, name).toBe(objects.length);
  }
});

it("holds no key that S3 would refuse", () => {
  const lengths = oddKeys("p/").map((key) => Buffer.byteLength(key));

  expect(Math.max(...lengths)).toBe(1024);
  expect(Math.min(...lengths)).toBeGreaterThan(2);
});

it("has a bucket of two thousand objects", () => {
  expect(buckets["meridian-radiology-images"]?.objects).toHaveLength(2000);
});
