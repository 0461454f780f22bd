/** The suffixes of a partition's host names, and of those that also speak IPv6. Source: the AWS SDK's partitions.json. */
const SUFFIXES: Record<string, [string, string]> = {
  aws: ["amazonaws.com", "api.aws"],
  "aws-cn": ["amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  "aws-eusc": ["amazonaws.eu", "api.amazonwebservices.eu"],
  "aws-iso": ["c2s.ic.gov", "api.aws.ic.gov"],
  "aws-iso-b": ["sc2s.sgov.gov", "api.aws.scloud"],
  "aws-iso-e": ["cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"],
  "aws-iso-f": ["csp.hci.ic.gov", "api.aws.hci.ic.gov"],
  "aws-us-gov": ["amazonaws.com", "api.aws"],
};

export const PARTITIONS: readonly string[] = Object.keys(SUFFIXES);

/** What the names of a partition's services end in: "amazonaws.com". A partition that is not known here counts as "aws". */
export function dnsSuffixOf(partition: string): string {
  const [suffix] = (Object.hasOwn(SUFFIXES, partition) ? SUFFIXES[partition] : undefined) ?? ["amazonaws.com"];
  return suffix;
}

/** Whether a host is AWS's own: of a service, its FIPS variant, a VPC endpoint. Takes it without a port. */
export function isAwsHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return Object.values(SUFFIXES)
    .flat()
    .some((suffix) => name === suffix || name.endsWith(`.${suffix}`));
}
