"use client";
import { CopyButton } from "#components/copy-button.tsx";
import { Button } from "#components/ui/button.tsx";

/** A file to be read, copied or saved: what is saved is what stands here, not a later reading. */
export function CodeBlock({ text, fileName, label }: { text: string; fileName: string; label: string }) {
  function save() {
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <div className="min-w-0 overflow-clip rounded-lg border border-line bg-panel print:break-inside-avoid">
      <div className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1">
        <span className="min-w-0 font-mono text-sm wrap-anywhere">{fileName}</span>
        <span className="ml-auto flex items-center gap-3">
          <CopyButton text={text} word />
          <Button onClick={save} size="sm">
            Save as {fileName.slice(fileName.lastIndexOf("."))}
          </Button>
        </span>
      </div>
      <section
        aria-label={label}
        className="max-h-[32rem] overflow-auto px-3.5 py-2.5 text-sm -outline-offset-2"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <pre>
          <code className="text-[1em]">{text}</code>
        </pre>
      </section>
    </div>
  );
}
