import { type DemoObject, range } from "./objects.ts";
import { oddKeys } from "./odd-keys.ts";
import { dsse, SSE_S3, sseKms, type Write } from "./write.ts";

const RADIOLOGY_OBJECTS = 2_000;
const padded = (number: number, digits = 5) => String(number).padStart(digits, "0");

/** Six years of records: each era wrote as was usual in its time. */
export function patientRecords(): DemoObject[] {
  const admission = { department: "admissions", "retention-years": "30" };
  return [
    ...range(30, (n) => ({
      key: `admissions/2026/record-${padded(4100 + n)}.json`,
      tags: { "data-class": "phi" },
      metadata: admission,
    })),
    ...range(18, (n) => ({ key: `radiology/2026/ct-thorax-${padded(412 + n)}.dcm` })),
    ...range(6, (n) => ({ key: `radiology/2026/mri-knee-${padded(77 + n)}.dcm`, writes: [dsse("alias/legacy-2024")] })),
    ...range(12, (n) => ({
      key: `intake/2025/intake-${padded(n + 1, 2)}.csv`,
      writes: [sseKms("alias/patient-records")],
    })),
    ...range(9, (n) => ({ key: `consent/2019/consent-form-${padded(1900 + n)}.pdf`, writes: [SSE_S3] })),
    { key: "intake-march.csv", writes: [sseKms("alias/patient-records", false)], metadata: { "exported-by": "his-7" } },
    { key: "README.txt", writes: [SSE_S3] },
  ];
}

/** Two thousand in all, the oddly named ones included. */
export function radiology(): DemoObject[] {
  const odd = oddKeys("import-2019/unsorted/").map((key) => ({ key, writes: [SSE_S3] }));
  return [...range(RADIOLOGY_OBJECTS - odd.length, image), ...odd];
}

function image(n: number): DemoObject {
  const year = 2021 + (n % 6);
  const kind = n % 3 === 0 ? "mri-knee" : "ct-thorax";
  const key = `${year}/${padded(1 + (n % 12), 2)}/study-${padded(Math.floor(n / 8), 4)}/series-${1 + (n % 2)}/${kind}-${padded(n)}.dcm`;
  const write = eraOf(year);
  return { key, ...(write === null ? {} : { writes: [write] }) };
}

/** SSE-S3 until 2021, SSE-KMS in 2022, and the bucket's default since. */
function eraOf(year: number): Write | null {
  if (year < 2022) return SSE_S3;
  return year === 2022 ? sseKms("alias/legacy-2024") : null;
}

export function website(): DemoObject[] {
  const pages = ["index", "visiting-hours", "departments", "careers", "contact", "imprint"];
  return [
    ...pages.map((page) => ({ key: `${page}.html` })),
    ...range(6, (n) => ({ key: `leaflets/leaflet-${n + 1}.pdf` })),
  ];
}

export function labArchive(): DemoObject[] {
  return range(40, (n) => ({
    key: `${2015 + (n % 9)}/results-${padded(n + 1, 3)}.csv`,
    metadata: { "archived-from": "lims-2" },
  }));
}

export function genomics(): DemoObject[] {
  return [
    ...range(12, (n) => ({ key: `runs/2026/run-${padded(n + 1, 3)}/variants.vcf`, tags: { sequencer: "NovaSeq-2" } })),
    ...range(8, (n) => ({
      key: `runs/2022/run-${padded(n + 1, 3)}/variants.vcf`,
      writes: [dsse("alias/genomics-2022")],
    })),
  ];
}
