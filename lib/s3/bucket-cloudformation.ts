import {
  bucketProperties,
  corsProperties,
  encryptionProperties,
  loggingProperties,
  objectLockProperties,
  ownershipProperties,
  type Properties,
  publicAccessProperties,
  tagsProperties,
  versioningProperties,
} from "#lib/commands/cloudformation-bucket.ts";
import { lifecycleProperties, replicationProperties } from "#lib/commands/cloudformation-rules.ts";
import { toYaml, type Yaml } from "#lib/commands/yaml.ts";
import { codeOf, commented } from "./bucket-code.ts";
import { remarksOf, toCreateRequest, type WholeBucket } from "./whole-bucket.ts";

/** Without these CloudFormation would delete the bucket with its stack, and would not take it in. */
const KEPT = { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" };

/** Source: CloudFormation User Guide, "Get values stored in other services using dynamic references". */
const DYNAMIC =
  "A text below holds {{resolve:…}}. CloudFormation takes that for a dynamic reference and puts in what it finds there, so the bucket would not get this text.";

/** The whole bucket as a template in YAML, which has comments for what is not known. `head` is said first, a line each. */
export function toCloudFormation(whole: WholeBucket, head: string[]): string {
  const { region, parts } = whole;
  const code = codeOf<Properties>(whole, {
    ownership: ownershipProperties,
    encryption: encryptionProperties,
    publicAccess: publicAccessProperties,
    versioning: versioningProperties,
    objectLock: objectLockProperties,
    tags: tagsProperties,
    lifecycle: lifecycleProperties,
    cors: corsProperties,
    logging: loggingProperties,
    replication: replicationProperties,
    policy: () => ({ properties: {}, notes: [] }),
  });
  const policy = parts.policy.state === "set" ? toDocument(parts.policy.request.Policy ?? "") : null;
  const unreadable = parts.policy.state === "set" && policy === null;
  const bucket: Yaml = {
    Type: "AWS::S3::Bucket",
    ...KEPT,
    Properties: Object.assign({}, bucketProperties(toCreateRequest(whole)).properties, ...code.map(propertiesIn)),
  };
  const bucketPolicy: Yaml | undefined =
    policy === null
      ? undefined
      : { Type: "AWS::S3::BucketPolicy", ...KEPT, Properties: { Bucket: { Ref: "Bucket" }, PolicyDocument: policy } };
  const template: Yaml = {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: { Bucket: bucket, BucketPolicy: bucketPolicy },
  };
  const comments = [
    ...head,
    `The stack has to be in ${region}, where the bucket is.`,
    ...remarksOf(whole),
    ...code.flatMap((one) => [...one.comments, ...(one.code?.notes ?? [])]),
    ...(/\{\{resolve:/.test(JSON.stringify(template)) ? [DYNAMIC] : []),
    ...(unreadable ? ["Policy: it is no JSON object, so it is not here."] : []),
  ];
  return `${commented(comments)}\n\n${toYaml(template)}\n`;
}

function propertiesIn({ code }: { code: Properties | null }): Properties["properties"] {
  return code?.properties ?? {};
}

/**
 * How a stack takes in the bucket as it is, a line each; only what exists can be imported, so this is for no other template.
 * Source: CloudFormation User Guide, "Import AWS resources into a CloudFormation stack".
 */
export function adoptionInWords({ name, parts }: WholeBucket): string[] {
  const policy = parts.policy.state === "set" && toDocument(parts.policy.request.Policy ?? "") !== null;
  const resource = (ResourceType: string, LogicalResourceId: string, ResourceIdentifier: object) => ({
    ResourceType,
    LogicalResourceId,
    ResourceIdentifier,
  });
  const resources = [
    resource("AWS::S3::Bucket", "Bucket", { BucketName: name }),
    ...(policy ? [resource("AWS::S3::BucketPolicy", "BucketPolicy", { Bucket: name })] : []),
  ];
  return [
    "To adopt the bucket that exists: create a change set of type IMPORT with these --resources-to-import:",
    JSON.stringify(resources),
  ];
}

function toDocument(policy: string): Yaml | null {
  try {
    const document: unknown = JSON.parse(policy);
    return isDocument(document) ? document : null;
  } catch {
    return null;
  }
}

/** What JSON.parse makes of an object is made of nothing that YAML cannot say but null, which no policy has. */
function isDocument(value: unknown): value is { [name: string]: Yaml } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
