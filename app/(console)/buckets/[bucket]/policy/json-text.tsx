import { CopyButton } from "#components/copy-button.tsx";
import { toReadableJson } from "#lib/kms/policy-text.ts";

/** JSON to be read and copied. */
export function JsonText({ text, label }: { text: string; label: string }) {
  return (
    <div className="min-w-0 overflow-clip rounded-lg border border-line bg-panel">
      <div className="flex items-center border-b border-line px-3 py-1">
        <span className="py-1 font-[550]">{label}</span>
        <span className="ml-auto">
          <CopyButton text={text} word />
        </span>
      </div>
      <section
        aria-label={label}
        className="max-h-[40rem] overflow-auto -outline-offset-2 print:max-h-none"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <pre className="px-3.5 py-2.5 text-sm wrap-anywhere whitespace-pre-wrap">{text}</pre>
      </section>
    </div>
  );
}

/** Laid out for reading; as it is where it is no JSON. */
export function toReadable(text: string): string {
  try {
    return toReadableJson(JSON.parse(text));
  } catch {
    return text;
  }
}
