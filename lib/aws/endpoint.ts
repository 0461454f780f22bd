import type { Endpoints } from "#lib/commands/cli.ts";
import { isAwsHost } from "./partition.ts";

/** Where requests go: the LocalStack brought along, another endpoint, or AWS itself. */
export type EndpointKind = "embedded" | "custom" | "aws";

const SERVICES = [
  ["s3", "S3"],
  ["s3control", "S3 Control"],
  ["kms", "KMS"],
  ["sts", "STS"],
] as const;

/** Where all requests go. One service of AWS's own is enough for "aws", so that nothing real is changed unasked. */
export function endpointKind(endpoints: Endpoints, embedded: boolean): EndpointKind {
  const kinds = SERVICES.map(([service]) => kindOf(endpoints[service], embedded));
  return (["aws", "custom"] as const).find((kind) => kinds.includes(kind)) ?? "embedded";
}

/** The same in words; where the services go different ways, each by name. */
export function endpointInWords(endpoints: Endpoints, embedded: boolean): string {
  const served = new Map<string, string[]>();
  for (const [service, name] of SERVICES) {
    const place = placeInWords(endpoints[service], embedded);
    served.set(place, [...(served.get(place) ?? []), name]);
  }
  if (served.size === 1) return [...served.keys()].join("");
  return [...served].map(([place, names]) => `${place} for ${inWords(names)}`).join(" · ");
}

function inWords(names: string[]): string {
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");
}

function kindOf(url: string | null, embedded: boolean): EndpointKind {
  if (url === null) return "aws";
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  if (isAwsHost(host)) return "aws";
  return embedded && isLoopback(host) ? "embedded" : "custom";
}

function placeInWords(url: string | null, embedded: boolean): string {
  const kind = kindOf(url, embedded);
  if (kind === "aws" || url === null) return "Amazon Web Services";
  if (kind === "embedded") return "Embedded LocalStack";
  return `Custom endpoint ${URL.canParse(url) ? new URL(url).host : url}`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
