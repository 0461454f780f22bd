import { CopyButton } from "#components/copy-button.tsx";
import { Notice } from "#components/notice.tsx";

/** A key policy to be read, and what is wrong with it. */
export function PolicyText({ policy, problems, title }: { policy: string; problems: string[]; title: string }) {
  return (
    <div className="grid min-w-0 gap-3">
      {problems.length > 0 && (
        <Notice title="What this policy does not do" tone="warn">
          <ul className="list-disc pl-4">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="min-w-0 overflow-clip rounded-lg border border-line bg-panel">
        <div className="flex items-center border-b border-line px-3 py-1">
          <span className="py-1 font-[550]">{title}</span>
          <span className="ml-auto">
            <CopyButton text={policy} word />
          </span>
        </div>
        <pre className="px-3.5 py-2.5 text-sm wrap-anywhere whitespace-pre-wrap">{policy}</pre>
      </div>
    </div>
  );
}
