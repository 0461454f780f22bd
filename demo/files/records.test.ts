import { expect, it, test } from "vitest";
import { fileFor } from "./records.ts";

test.for<[key: string, contentType: string, start: string]>([
  ["consent/form.pdf", "application/pdf", "%PDF-1.4"],
  ["intake.csv", "text/csv", "patient,date,"],
  ["record.json", "application/fhir+json", "{"],
  ["ct-1.DCM", "application/dicom", "\0"],
  ["no ending", "text/plain; charset=utf-8", "Synthetic"],
  ["__proto__", "text/plain; charset=utf-8", "Synthetic"],
  ["x.constructor", "text/plain; charset=utf-8", "Synthetic"],
])("%s is %s", ([key, contentType, start]) => {
  const file = fileFor(key);

  expect(file.contentType).toBe(contentType);
  expect(file.body.toString("latin1")).toMatch(start);
});

it("makes the same bytes for the same key, and others for another", () => {
  expect(fileFor("a.csv").body).toEqual(fileFor("a.csv").body);
  expect(fileFor("a.csv").body).not.toEqual(fileFor("b.csv").body);
});

it("writes FHIR that parses", () => {
  expect(JSON.parse(fileFor("record.json").body.toString())).toMatchObject({ resourceType: "Observation" });
});
