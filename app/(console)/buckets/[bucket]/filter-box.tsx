import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-wiring.tsx";
import { bucketHref } from "./object-href.ts";

/** S3 can search by the beginning of a name only, so that is what this offers. Works without JavaScript. */
export function FilterBox({
  bucket,
  prefix,
  starts,
  problem,
}: {
  bucket: string;
  prefix: string;
  starts: string;
  /** Why no name can begin so; null when one can. */
  problem: string | null;
}) {
  return (
    <search className="max-w-full">
      <Form action={bucketHref(bucket, {})} className="flex max-w-full gap-2">
        {prefix !== "" && <input name="prefix" type="hidden" value={prefix} />}
        <input
          aria-describedby={problem === null ? undefined : "filter-problem"}
          aria-invalid={problem !== null || undefined}
          aria-label="Names that start with"
          autoComplete="off"
          className="control w-70 max-w-full min-w-0"
          data-filter
          defaultValue={starts}
          key={`${prefix}:${starts}`}
          name="starts"
          placeholder="Names that start with…"
          type="search"
        />
        <Button type="submit">Filter</Button>
      </Form>
      <FieldError id="filter-problem" messages={problem === null ? undefined : [problem]} />
    </search>
  );
}
