import { type ReactNode, Suspense, useId } from "react";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { awsOfBucket } from "../bucket-context.ts";

type Asked<T> = {
  bucket: string;
  /** What is shown where AWS does not answer: "The versioning is not known". */
  unknown: string;
  ask: (aws: Aws) => Promise<T>;
  children: (value: T, aws: Aws) => ReactNode;
};

/** One setting: its name, and beside it what AWS says of it, which may fail alone. */
export function SettingRow<T>({
  id,
  title,
  note,
  ...asked
}: Asked<T> & { id: string; title: string; note?: ReactNode }) {
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      className="grid gap-x-8 gap-y-1 border-t border-line py-4 xl:grid-cols-[13rem_minmax(0,1fr)]"
      id={id}
    >
      <div>
        <h3 className="font-[600]" id={heading}>
          {title}
        </h3>
        {note !== undefined && <p className="max-w-[60ch] text-sm text-dim">{note}</p>}
      </div>
      <div className="min-w-0">
        <Suspense fallback={<Skeleton lines={2} width="34rem" />}>
          <Answer {...asked} />
        </Suspense>
      </div>
    </section>
  );
}

async function Answer<T>({ bucket, unknown, ask, children }: Asked<T>) {
  const aws = await awsOfBucket(bucket);
  const found = await attempt(ask(aws));
  return found.ok ? children(found.value, aws) : <FailureNotice failure={found.failure} title={unknown} />;
}
