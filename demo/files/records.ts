import { csv } from "./csv.ts";
import { pdf } from "./pdf.ts";
import { createRandom, seedOf } from "./random.ts";
import { dicom } from "./dicom.ts";

/** What an object holds and what it is called in Content-Type. All of it is made up; no person is behind it. */
export type File = { body: Buffer; contentType: string };

const WARDS = ["Cardiology", "Oncology", "Paediatrics", "Radiology", "Surgery"] as const;
const TESTS = ["HbA1c", "Creatinine", "LDL", "CRP", "Haemoglobin", "TSH"] as const;

/** Makes the file that a key's ending calls for. The same key makes the same bytes. */
export function fileFor(key: string): File {
  const ending = key.slice(key.lastIndexOf(".") + 1).toLowerCase();
  return (makers.get(ending) ?? note)(key);
}

/** A map, not an object: a key's ending may be "constructor". */
const makers = new Map<string, (key: string) => File>([
  ["pdf", form],
  ["csv", table],
  ["json", fhir],
  ["dcm", scan],
  ["html", page],
  ["vcf", variants],
]);

function form(key: string): File {
  const random = createRandom(seedOf(key));
  const lines = [
    `Patient: ${patientId(random.integer(1, 9_999))}`,
    `Ward: ${random.pick(WARDS)}`,
    `Document: ${key.slice(key.lastIndexOf("/") + 1)}`,
    "",
    "I have been told what the treatment is, what it is for and what may go wrong,",
    "and I agree to it. I may withdraw this consent at any time.",
    "",
    "Synthetic document. No person is behind it.",
  ];
  return { body: pdf("Meridian Health Group", lines), contentType: "application/pdf" };
}

function table(key: string): File {
  const random = createRandom(seedOf(key));
  const rows = Array.from({ length: random.integer(40, 240) }, () => [
    patientId(random.integer(1, 9_999)),
    `2026-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`,
    random.pick(WARDS),
    random.pick(TESTS),
    (random.next() * 180).toFixed(1),
  ]);
  return { body: csv(["patient", "date", "ward", "test", "value"], rows), contentType: "text/csv" };
}

/** A FHIR R4 Observation. */
function fhir(key: string): File {
  const random = createRandom(seedOf(key));
  const observation = {
    resourceType: "Observation",
    id: seedOf(key).toString(16),
    status: "final",
    code: { text: random.pick(TESTS) },
    subject: { reference: `Patient/${patientId(random.integer(1, 9_999))}` },
    effectiveDateTime: `2026-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`,
    valueQuantity: { value: random.integer(1, 1800) / 10, unit: "mmol/L" },
  };
  return { body: Buffer.from(`${JSON.stringify(observation, null, 2)}\n`), contentType: "application/fhir+json" };
}

function scan(key: string): File {
  const random = createRandom(seedOf(key));
  const study = random.integer(1, 4_000);
  const modality = key.includes("mri-") ? ("MR" as const) : ("CT" as const);
  const details = { modality, patientId: patientId(study), study, instance: random.integer(1, 400), date: "20260314" };
  return { body: dicom(details, random, 24 + random.integer(0, 24)), contentType: "application/dicom" };
}

function page(key: string): File {
  const name = key.slice(key.lastIndexOf("/") + 1).replace(".html", "");
  const body = `<!doctype html>\n<html lang="en"><title>Meridian: ${name}</title>\n<h1>${name}</h1>\n<p>Visiting hours 14–18.</p>\n</html>\n`;
  return { body: Buffer.from(body), contentType: "text/html; charset=utf-8" };
}

/** A Variant Call Format table, long enough that a transfer of it can be watched. */
function variants(key: string): File {
  const random = createRandom(seedOf(key));
  const rows = Array.from({ length: 4_000 }, (_, index) =>
    [`chr${random.integer(1, 22)}`, 10_000 + index * 37, ".", random.pick(["A", "C"]), random.pick(["G", "T"])].join(
      "\t",
    ),
  );
  const body = `##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\n${rows.join("\n")}\n`;
  return { body: Buffer.from(body), contentType: "text/plain; charset=utf-8" };
}

function note(key: string): File {
  return { body: Buffer.from(`Synthetic content of ${key}\n`), contentType: "text/plain; charset=utf-8" };
}

const patientId = (number: number) => `MRN-${String(number).padStart(6, "0")}`;
const two = (number: number) => String(number).padStart(2, "0");
