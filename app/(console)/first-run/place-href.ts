import type { FirstRunPlace } from "./place.ts";

/** The address of a first run that is this far. */
export function placeHref({
  region,
  key,
  bucket,
  object,
  sha256,
}: Omit<FirstRunPlace, "asked" | "declined">): `/?${string}` {
  const names = Object.entries({ region, key, bucket, object, sha256 }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  );
  return `/?${new URLSearchParams([["first-run", "1"], ...names])}`;
}
