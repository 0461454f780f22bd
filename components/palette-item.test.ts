import { expect, test } from "vitest";
import { fromPlaces, type Places } from "./palette-item.ts";

const RECORDS = { label: "records", href: "/buckets/records", group: "Buckets" };

test.for<[string, unknown, Places]>([
  ["places", { places: [RECORDS], missing: [] }, { places: [RECORDS], missing: [] }],
  [
    "something else among them",
    { places: [RECORDS, { label: "records" }, null, 7] },
    { places: [RECORDS], missing: [] },
  ],
  ["what is missing", { places: [], missing: ["No keys.", 7] }, { places: [], missing: ["No keys."] }],
  ["an error", { message: "denied" }, { places: [], missing: [] }],
  ["nothing", null, { places: [], missing: [] }],
])("%s gives what is usable in it", ([, answer, places]) => {
  expect(fromPlaces(answer)).toEqual(places);
});
