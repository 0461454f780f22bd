import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { z } from "zod";
import { Section } from "#components/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { CodePanel } from "./code-panel.tsx";
import { TargetPanel } from "./target-panel.tsx";

export async function generateMetadata({ params }: PageProps<"/buckets/[bucket]/code">): Promise<Metadata> {
  return { title: `${decodeURIComponent((await params).bucket)} as code · Twofold` };
}

const searchSchema = z.object({
  as: z.enum(["is", "should-be"]).catch("is"),
  key: z.string().trim().catch(""),
});

const LOOK =
  "inline-flex h-[26px] items-center rounded-md border border-line px-[9px] text-sm text-dim hover:text-text aria-[current]:border-transparent aria-[current]:bg-accent-soft aria-[current]:font-[550] aria-[current]:text-accent";

/** The whole bucket as Terraform, CloudFormation and a script, as it is or as it should be. */
export default async function CodePage({ params, searchParams }: PageProps<"/buckets/[bucket]/code">) {
  const bucket = decodeURIComponent((await params).bucket);
  const { as, key } = searchSchema.parse(await searchParams);
  const href = `/buckets/${encodeURIComponent(bucket)}/code` as const;
  return (
    <div className="grid gap-7">
      <Section
        description="Read from AWS now. What may not be read, or is not looked at, is said in a comment and never left out in silence."
        title="The whole bucket as code"
      >
        <nav aria-label="Which state" className="flex flex-wrap gap-2">
          <Link aria-current={as === "is" ? "true" : undefined} className={LOOK} href={href}>
            As it is
          </Link>
          <Link aria-current={as === "should-be" ? "true" : undefined} className={LOOK} href={`${href}?as=should-be`}>
            As it should be
          </Link>
        </nav>
      </Section>
      <Suspense fallback={<Skeleton lines={12} width="100%" />} key={`${as} ${key}`}>
        {as === "is" ? <CodePanel bucket={bucket} keyArn={null} /> : <TargetPanel bucket={bucket} keyArn={key} />}
      </Suspense>
    </div>
  );
}
