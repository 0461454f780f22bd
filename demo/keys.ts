/** A customer key of the estate. It is used while the objects are written, and gets its `fate` afterwards. */
export type DemoKey = {
  region: string;
  description: string;
  /** Days between automatic rotations; null is no rotation. */
  rotationPeriodInDays: number | null;
  /** Roles that may write and read under the key, through S3 only. */
  users: string[];
  fate?: { state: "disabled" } | { state: "pending deletion"; pendingDays: number };
  /** A key pair for signatures instead of a key for data; S3 cannot use it. */
  signing?: true;
  tags: Record<string, string>;
};

/** The keys by their aliases. */
export const keys = {
  "alias/patient-records": {
    region: "eu-central-1",
    description: "Patient records, consent forms and images. Owner: Health Information Management",
    rotationPeriodInDays: 180,
    users: ["role/records-service", "role/imaging-gateway"],
    tags: { "data-class": "phi", owner: "health-information", "cost-centre": "4100" },
  },
  "alias/clinical-trials": {
    region: "eu-central-1",
    description: "Trial data under ICH GCP. Access is reviewed every quarter",
    rotationPeriodInDays: 365,
    users: ["role/trial-office", "role/genomics-pipeline"],
    tags: { "data-class": "phi", owner: "research", "cost-centre": "5200" },
  },
  "alias/legacy-2024": {
    region: "eu-central-1",
    description: "Before the move to one key per data class. Do not use for new data",
    rotationPeriodInDays: null,
    users: ["role/records-service", "role/billing-export"],
    tags: { owner: "platform", status: "retiring" },
  },
  "alias/lab-archive": {
    region: "eu-central-1",
    description: "Laboratory archive 2015-2023. Disabled after the audit of 2026-06",
    rotationPeriodInDays: 365,
    users: ["role/lab-archive"],
    fate: { state: "disabled" },
    tags: { "data-class": "phi", owner: "laboratory", "cost-centre": "4300" },
  },
  "alias/genomics-2022": {
    region: "eu-central-1",
    description: "First genomics platform, replaced by clinical-trials",
    rotationPeriodInDays: 365,
    users: ["role/genomics-pipeline"],
    fate: { state: "pending deletion", pendingDays: 21 },
    tags: { owner: "research", status: "retiring" },
  },
  "alias/research-us": {
    region: "us-east-1",
    description: "De-identified cohorts shared with the Boston site",
    rotationPeriodInDays: 365,
    users: ["role/research-boston"],
    tags: { "data-class": "de-identified", owner: "research", "cost-centre": "5210" },
  },
  "alias/release-signing": {
    region: "eu-central-1",
    description: "Signs releases of the records service",
    rotationPeriodInDays: null,
    users: ["role/release-pipeline"],
    signing: true,
    tags: { owner: "platform" },
  },
} satisfies Record<string, DemoKey>;

export type KeyAlias = keyof typeof keys;
