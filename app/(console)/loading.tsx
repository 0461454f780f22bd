import { Skeleton } from "#components/ui/skeleton.tsx";

/** The frame is there at once; the page's heading follows with its first answer. */
export default function Loading() {
  return (
    <div className="grid gap-6">
      <Skeleton width="14rem" />
      <Skeleton lines={6} />
    </div>
  );
}
