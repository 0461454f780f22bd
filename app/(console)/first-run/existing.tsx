import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/field.tsx";

/** Takes what exists already: it only goes into the address, and AWS is asked about it there. */
export function Existing({
  label,
  name,
  options,
  keep,
}: {
  label: string;
  name: "key" | "bucket";
  options: { value: string; label: string }[];
  /** What the address says besides. */
  keep: Record<string, string | null>;
}) {
  if (options.length === 0) return null;
  return (
    <Form action="/" className="flex max-w-[68ch] flex-wrap items-end gap-2 border-t border-line pt-4">
      <input name="first-run" type="hidden" value="1" />
      {Object.entries(keep).map(
        ([kept, value]) => value !== null && <input key={kept} name={kept} type="hidden" value={value} />,
      )}
      <div className="min-w-0 flex-[1_1_16rem]">
        <SelectField label={label} name={name} options={options} />
      </div>
      <Button type="submit">Take it</Button>
    </Form>
  );
}
