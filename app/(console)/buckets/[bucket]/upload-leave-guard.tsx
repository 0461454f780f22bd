import { LeaveGuard } from "#components/leave-guard.tsx";

/** While files are on their way, leaving the page has to be said twice. */
export function UploadLeaveGuard({ count, onLeave }: { count: number; onLeave: () => void }) {
  return (
    <LeaveGuard
      description={`${count.toLocaleString("en")} ${count === 1 ? "file is" : "files are"} on the way. Leaving this page cancels what is not stored yet. In another tab the console can be used meanwhile.`}
      leave={count === 1 ? "Cancel the upload and leave" : "Cancel the uploads and leave"}
      onLeave={onLeave}
      title="Leave while files are being sent?"
    />
  );
}
