/** A general purpose bucket. */
export type Bucket = {
  name: string;
  /** Null when AWS listed it without one and did not answer when it was asked. */
  region: string | null;
  createdAt: Date | null;
};

/** AWS's rules, each with the sentence that names it. Source: S3 User Guide, "General purpose bucket naming rules". */
const RULES: readonly { breaks: (name: string) => boolean; rule: string }[] = [
  { breaks: (name) => name.length < 3 || name.length > 63, rule: "A bucket name has 3 to 63 characters." },
  {
    breaks: (name) => !/^[a-z0-9.-]+$/.test(name),
    rule: "A bucket name has lowercase letters, digits, periods and hyphens only.",
  },
  {
    breaks: (name) => !/^[a-z0-9].*[a-z0-9]$/.test(name),
    rule: "A bucket name begins and ends with a letter or a digit.",
  },
  { breaks: (name) => name.includes(".."), rule: "A bucket name has no two periods in a row." },
  {
    breaks: (name) => /^\d{1,3}(\.\d{1,3}){3}$/.test(name),
    rule: "A bucket name does not look like an IP address.",
  },
  ...["xn--", "sthree-", "amzn-s3-demo-"].map((prefix) => ({
    breaks: (name: string) => name.startsWith(prefix),
    rule: `Names that begin with ${prefix} are reserved by AWS.`,
  })),
  ...["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].map((suffix) => ({
    breaks: (name: string) => name.endsWith(suffix),
    rule: `Names that end with ${suffix} are reserved by AWS.`,
  })),
  {
    breaks: (name) => name.endsWith("-an") && accountRegionOf(name) === null,
    rule: "A name that ends with -an belongs to an account's own namespace and has the form PREFIX-ACCOUNT-REGION-an.",
  },
];

const ACCOUNT_REGIONAL = /^[a-z0-9.-]*[a-z0-9]-\d{12}-([a-z]{2,}(?:-[a-z]+)+-\d)-an$/;

/** The Region that the name of a bucket in an account's own namespace carries, or null for any other name. */
export function accountRegionOf(name: string): string | null {
  return ACCOUNT_REGIONAL.exec(name)?.[1] ?? null;
}

/** The rule of AWS that this name breaks, as a sentence, or null when AWS accepts it, as far as its form goes. */
export function bucketNameProblem(name: string): string | null {
  return RULES.find(({ breaks }) => breaks(name))?.rule ?? null;
}

const PARTITIONS = [
  { prefix: "cn-", partition: "aws-cn" },
  { prefix: "us-gov-", partition: "aws-us-gov" },
  { prefix: "eusc-", partition: "aws-eusc" },
  { prefix: "us-iso-", partition: "aws-iso" },
  { prefix: "us-isob-", partition: "aws-iso-b" },
];

/** The bucket's ARN, in the partition of its Region. */
export function bucketArn({ name, region }: { name: string; region: string }): string {
  const found = PARTITIONS.find(({ prefix }) => region.startsWith(prefix));
  return `arn:${found?.partition ?? "aws"}:s3:::${name}`;
}

/** Whether a bucket can have this name at all. Wider than bucketNameProblem: us-east-1 took capitals and _ until 2018. */
export function isBucketName(text: string): boolean {
  return /^[A-Za-z0-9._-]{3,255}$/.test(text);
}
