import type { PutObjectCommandInput } from "@aws-sdk/client-s3";
import { quote, toCli } from "./cli.ts";

/** PutObject takes at most 5 GB. Source: S3 User Guide, "Uploading objects". Bytes. */
const PUT_BYTES = 5 * 1024 ** 3;

/** The command that stores FILE as `input` says; a file above S3's limit for one PUT needs the multipart `aws s3 cp`. */
export function toUploadCommand(input: PutObjectCommandInput, size: number, region: string): string {
  const sent = { ...input, Body: "FILE" };
  if (size <= PUT_BYTES) return toCli({ service: "s3api", operation: "PutObject", region, input: sent });
  const key = input.SSEKMSKeyId === undefined ? [] : [`--sse-kms-key-id ${quote(input.SSEKMSKeyId)}`];
  return [
    `aws s3 cp FILE ${quote(`s3://${input.Bucket ?? ""}/${input.Key ?? ""}`)}`,
    `--sse ${input.ServerSideEncryption ?? ""}`,
    ...key,
    `--content-type ${quote(input.ContentType ?? "")}`,
    `--region ${region}`,
  ].join(" \\\n  ");
}
