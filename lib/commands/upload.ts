import type { PutObjectCommandInput } from "@aws-sdk/client-s3";
import { type AwsCall, type Endpoints, toCli } from "./cli.ts";

/** PutObject takes at most 5 GB. Source: S3 User Guide, "Uploading objects". Bytes. */
const PUT_BYTES = 5 * 1024 ** 3;

/**
 * The command that stores FILE, of `size` bytes, as `input` says. A file above S3's limit for one PUT goes in parts, by
 * a script of its own: `aws s3 cp` does so too, but its --sse does not know aws:kms:dsse.
 */
export function toUploadCommand(
  input: PutObjectCommandInput,
  size: number,
  region: string,
  endpoints: Endpoints,
): string {
  const call = (operation: string, members: object): AwsCall => ({
    service: "s3api",
    operation,
    region,
    input: members,
  });
  const line = (operation: string, members: object) => toCli(call(operation, members), endpoints);
  if (size <= PUT_BYTES) return line("PutObject", { ...input, Body: "FILE" });
  const { IfNoneMatch, Body: _body, ...stored } = input;
  const object = { Bucket: input.Bucket, Key: input.Key };
  return [
    "split -a 3 -b 1073741824 FILE FILE.part.",
    `upload=$(${line("CreateMultipartUpload", stored)} \\\n  --query UploadId --output text)`,
    "number=0 parts=",
    "for part in FILE.part.*; do",
    "number=$((number + 1))",
    `etag=$(${line("UploadPart", object)} \\\n  --upload-id="$upload" --part-number "$number" --body "$part" --query ETag --output text)`,
    'parts="$parts{\\"PartNumber\\":$number,\\"ETag\\":$etag},"',
    "done",
    `${line("CompleteMultipartUpload", { ...object, IfNoneMatch })} \\\n  --upload-id="$upload" --multipart-upload "{\\"Parts\\":[\${parts%,}]}"`,
    "rm FILE.part.*",
  ].join("\n");
}
