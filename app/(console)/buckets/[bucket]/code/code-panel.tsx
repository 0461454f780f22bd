import { Section } from "#components/section.tsx";
import { utcTime } from "#components/time.tsx";
import type { Endpoints } from "#lib/commands/cli.ts";
import { adoptionInWords, toCloudFormation } from "#lib/s3/bucket-cloudformation.ts";
import { toShellChanges, toShellWhole } from "#lib/s3/bucket-code.ts";
import { TARGET_IN_WORDS, toTarget } from "#lib/s3/bucket-target.ts";
import { toTerraformWhole } from "#lib/s3/bucket-terraform.ts";
import { PART_NAMES, PARTS, type WholeBucket } from "#lib/s3/whole-bucket.ts";
import { readWholeBucket } from "#lib/s3/whole-bucket-read.ts";
import { Notice } from "#components/notice.tsx";
import { awsOfBucket } from "../bucket-context.ts";
import { CodeBlock } from "./code-block.tsx";

/** The bucket's code, as it is, or with a key as it should be under that. */
export async function CodePanel({ bucket, keyArn }: { bucket: string; keyArn: string | null }) {
  const aws = await awsOfBucket(bucket);
  const now = await readWholeBucket(aws, bucket);
  const texts = keyArn === null ? asItIs(now, aws.endpoints) : asItShouldBe(now, keyArn, aws.endpoints);
  const unread = PART_NAMES.flatMap((name) => {
    const part = now.parts[name];
    return part.state === "unknown" ? [`${PARTS[name].title} (${part.reason})`] : [];
  });
  return (
    <div className="grid gap-7">
      {unread.length > 0 && (
        <Notice title="Not all of it could be read" tone="warn">
          {unread.join(", ")}. It is missing below, with a comment in its place.
        </Notice>
      )}
      <Section
        description="With import blocks: the first terraform apply adopts what is there. It needs Terraform 1.5 and AWS provider 6.40, or later of both."
        title="Terraform"
      >
        <CodeBlock fileName={`${bucket}.tf`} label="Terraform file" text={texts.terraform} />
      </Section>
      <Section
        description={
          keyArn === null
            ? "A template for a new stack, or to import the bucket into one. It keeps the bucket when the stack goes."
            : "Import the bucket as it is first, then update its stack to this: an import changes nothing by itself."
        }
        title="CloudFormation"
      >
        <CodeBlock fileName={`${bucket}.yaml`} label="CloudFormation template" text={texts.cloudformation} />
      </Section>
      <Section
        description={
          keyArn === null
            ? "Makes the bucket anew with the settings below, its objects not. It looks for a bucket of the name first, and stops where there is one or that is not known."
            : "Changes what differs from now, and nothing else."
        }
        title="AWS CLI"
      >
        <CodeBlock fileName={`${bucket}.sh`} label="AWS CLI script" text={texts.script} />
      </Section>
    </div>
  );
}

function asItIs(now: WholeBucket, endpoints: Endpoints) {
  const head = [`The bucket ${now.name} as read from AWS at ${utcTime(new Date())}.`];
  return {
    terraform: toTerraformWhole(now, now, head),
    cloudformation: toCloudFormation(now, [...head, ...adoptionInWords(now)]),
    script: toShellWhole(now, endpoints, [...head, "Makes it anew; what it holds is not copied."]),
  };
}

function asItShouldBe(now: WholeBucket, keyArn: string, endpoints: Endpoints) {
  const target = toTarget(now, keyArn);
  const head = [
    `The bucket ${now.name} as it should be: ${TARGET_IN_WORDS.join(", ")}.`,
    `All else as read from AWS at ${utcTime(new Date())}.`,
  ];
  return {
    terraform: toTerraformWhole(target, now, head),
    cloudformation: toCloudFormation(target, [
      ...head,
      "Import the bucket as it is first, by the template of that, then update its stack to this.",
    ]),
    script: toShellChanges(target, now, endpoints, [...head, "Changes what differs, and nothing else."]),
  };
}
