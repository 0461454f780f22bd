import Link from "next/link";
import type { Subject } from "#lib/posture/report.ts";
import { subjectHref } from "./subject-href.ts";

/** The bucket's name, or the key's alias and the end of its id; linked to its page. */
export function SubjectName({ subject }: { subject: Subject }) {
  return (
    <Link
      className="min-w-0 rounded-sm font-[550] wrap-anywhere hover:underline"
      href={subjectHref(subject)}
      title={subject.kind === "key" ? subject.key.key.arn : undefined}
    >
      {nameOf(subject)}
    </Link>
  );
}

function nameOf(subject: Subject): string {
  if (subject.kind === "bucket") return subject.bucket.bucket.name;
  const { aliases, keyId } = subject.key.key;
  return aliases?.[0] ?? `Key …${keyId.slice(-8)}`;
}
