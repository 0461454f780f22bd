import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { KeyAlias } from "./keys.ts";
import { type DemoObject, range } from "./objects.ts";
import { genomics, labArchive, patientRecords, radiology, website } from "./bucket-objects.ts";
import { dsse, SSE_S3, sseKms, type Write } from "./write.ts";

/** A bucket of the estate, as it stands when the seed is done. */
export type DemoBucket = {
  region: string;
  /** What a write without encryption headers gets. */
  default: Write;
  /** Set BucketKeyEnabled although DSSE-KMS ignores it. */
  bucketKeyInVain?: true;
  versioned?: true;
  /** Leave out the four blocks of public access. */
  publicAccessOpen?: true;
  /** Demand TLS, and with "dsse" also DSSE-KMS under the default's key; or refuse DSSE-KMS, as scanners made it. */
  policy?: "tls" | "tls and dsse" | "scanner";
  /** What ends old versions and unfinished uploads. */
  lifecycle?: LifecycleRule[];
  tags: Record<string, string>;
  objects: DemoObject[];
};

const phi = (owner: string) => ({ "data-class": "phi", owner, environment: "production" });
const EU = "eu-central-1";

/** The buckets by name, each with a fault that people have, or as it should be. */
export const buckets: Record<string, DemoBucket> = {
  // The default is right, but older objects are not under it, and nothing refuses another header.
  "meridian-patient-records": {
    region: EU,
    default: dsse("alias/patient-records"),
    policy: "tls",
    tags: phi("health-information"),
    objects: patientRecords(),
  },
  // Thousands of images under nested prefixes, with the names that years of imports leave behind.
  "meridian-radiology-images": {
    region: EU,
    default: dsse("alias/patient-records"),
    tags: phi("radiology"),
    objects: radiology(),
  },
  // As it should be: default, policy, key and objects agree.
  "meridian-clinical-trials": {
    region: EU,
    default: dsse("alias/clinical-trials"),
    policy: "tls and dsse",
    tags: phi("research"),
    objects: [
      ...range(24, (n) => ({ key: `trials/MRD-2026-0${1 + (n % 4)}/case-report-forms/subject-${100 + n}.pdf` })),
      ...range(12, (n) => ({
        key: `trials/MRD-2026-0${1 + (n % 4)}/labs/visit-${1 + n}.csv`,
        tags: { trial: "phase-3" },
      })),
    ],
  },
  // Old versions stay as weak as on the day they were written.
  "meridian-consent-forms": {
    region: EU,
    default: dsse("alias/patient-records"),
    versioned: true,
    policy: "tls",
    lifecycle: [
      {
        ID: "old-versions",
        Status: "Enabled",
        Filter: {},
        NoncurrentVersionExpiration: { NoncurrentDays: 3650 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ],
    tags: phi("health-information"),
    objects: [
      ...range(10, (n) => ({
        key: `2019/consent-form-${1900 + n}.pdf`,
        writes: [SSE_S3, dsse("alias/patient-records")],
      })),
      ...range(14, (n) => ({ key: `2026/consent-form-${7400 + n}.pdf` })),
      { key: "2019/consent-form-1987.pdf", writes: [SSE_S3], deleted: true },
      { key: "2019/template.html", writes: [SSE_S3, sseKms("alias/legacy-2024"), dsse("alias/patient-records")] },
    ],
  },
  // One layer, under a key that never rotates.
  "meridian-billing-exports": {
    region: EU,
    default: sseKms("alias/legacy-2024"),
    tags: { "data-class": "confidential", owner: "finance", environment: "production" },
    objects: range(36, (n) => ({ key: `exports/2026/${String(1 + (n % 12)).padStart(2, "0")}/invoices-${n + 1}.csv` })),
  },
  // Public on purpose, and forgotten in every review.
  "meridian-public-website": {
    region: EU,
    default: SSE_S3,
    publicAccessOpen: true,
    tags: { "data-class": "public", owner: "communications", environment: "production" },
    objects: website(),
  },
  // Everything in it is unreadable while its key is disabled.
  "meridian-lab-archive": {
    region: EU,
    default: dsse("alias/lab-archive"),
    tags: phi("laboratory"),
    objects: labArchive(),
  },
  // A bucket key that DSSE-KMS ignores, objects whose key is about to be deleted, and a policy that refuses the default.
  "meridian-genomics": {
    region: EU,
    default: dsse("alias/clinical-trials"),
    bucketKeyInVain: true,
    policy: "scanner",
    tags: phi("research"),
    objects: genomics(),
  },
  // Another Region, another key.
  "meridian-research-us": {
    region: "us-east-1",
    default: dsse("alias/research-us"),
    policy: "tls",
    tags: { "data-class": "de-identified", owner: "research", environment: "production" },
    objects: range(30, (n) => ({
      key: `cohort-2026/site-boston/observation-${1000 + n}.json`,
      tags: { cohort: "2026" },
    })),
  },
};

/** The aliases that a bucket's writes name. */
export function keysOf(bucket: DemoBucket): KeyAlias[] {
  const writes = [bucket.default, ...bucket.objects.flatMap((object) => object.writes ?? [])];
  return [...new Set(writes.flatMap((write) => ("key" in write ? [write.key] : [])))];
}
