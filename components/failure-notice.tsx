import { type AwsErrorCode, type Failure, permissionLabel } from "#lib/aws/result.ts";
import { CopyButton } from "./copy-button.tsx";
import { Notice } from "./notice.tsx";

/** How it reads: what happened, when the caller has no better words, and how bad that is. */
const KINDS = {
  denied: { tone: "warn", title: (service) => `${service} refused this request` },
  expired: { tone: "bad", title: () => "The credentials have expired" },
  missing: { tone: "warn", title: (service) => `${service} did not find it` },
  conflict: { tone: "warn", title: () => "It was changed meanwhile" },
  invalid: { tone: "warn", title: (service) => `${service} did not accept this request` },
  throttled: { tone: "bad", title: (service) => `${service} asked to slow down` },
  unreachable: { tone: "bad", title: (service) => `${service} could not be reached` },
  unknown: { tone: "bad", title: (service) => `${service} answered with an error` },
} satisfies Record<AwsErrorCode, { tone: "warn" | "bad"; title: (service: string) => string }>;

/** An AWS failure: what happened, why, what to do. `live` announces it: for one that answers a form. */
export function FailureNotice({
  failure,
  title,
  retryHref,
  live = false,
}: {
  failure: Failure;
  title?: string;
  retryHref?: string;
  live?: boolean;
}) {
  const { code, service, operation, name, message, permission, hint, requestId } = failure;
  const kind = KINDS[code];
  const heading = name === "NotAws" ? `What answered is not ${service}` : kind.title(service);
  return (
    <Notice live={live} title={title ?? heading} tone={kind.tone}>
      <p>
        {service} {operation}: <code className="font-mono">{name}</code>. {message}
      </p>
      {permission !== null && (
        <p>
          {permissionLabel(failure)}: <code className="font-mono font-[600]">{permission}</code>
        </p>
      )}
      <p>{hint}</p>
      {(requestId !== null || retryHref !== undefined) && (
        <p className="mt-1 flex flex-wrap items-center gap-x-3 text-sm text-dim">
          {requestId !== null && (
            <span className="inline-flex min-w-0 items-center gap-1">
              Request id <code className="font-mono wrap-anywhere">{requestId}</code>
              <CopyButton label="Copy the request id" text={requestId} />
            </span>
          )}
          {retryHref !== undefined && (
            <a className="link no-print" href={retryHref}>
              Try again
            </a>
          )}
        </p>
      )}
    </Notice>
  );
}
