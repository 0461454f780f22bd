import Link from "next/link";
import { foldersOf, toVisible } from "#lib/s3/object-key.ts";
import { bucketHref } from "./object-href.ts";

/** Where in the bucket this page is, each folder a link. */
export function FolderPath({ bucket, prefix }: { bucket: string; prefix: string }) {
  const folders = foldersOf(prefix);
  return (
    <nav aria-label="Folders" className="min-w-0 text-dim">
      <ol className="flex flex-wrap gap-x-1.5">
        <li>
          <Link className="rounded-sm hover:text-text hover:underline" href={bucketHref(bucket, {})}>
            {bucket}
          </Link>
        </li>
        {folders.map((folder, depth) => (
          <li className="min-w-0 wrap-anywhere" key={folder.prefix}>
            <span aria-hidden="true">/ </span>
            <Link
              aria-current={depth === folders.length - 1 ? "page" : undefined}
              className="rounded-sm hover:text-text hover:underline aria-[current]:text-text"
              href={bucketHref(bucket, { prefix: folder.prefix })}
            >
              {folder.name === "" ? "(empty name)" : toVisible(folder.name)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
