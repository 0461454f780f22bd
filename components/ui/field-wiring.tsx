import type { ReactNode } from "react";
import { Icon } from "../icon.tsx";

/** What a control needs so that its label, description and error belong to it. */
export type Control = {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/** What every field takes. `error` is what the action's `fields` hold for this name. */
export type FieldProps = {
  label: ReactNode;
  name: string;
  description?: ReactNode;
  error?: string[] | undefined;
  optional?: boolean;
};

/** The ids that tie a control to its help and its errors. */
export function wire({
  id,
  name,
  description,
  error,
}: Pick<FieldProps, "name" | "description" | "error"> & { id: string }) {
  const help = `${id}help`;
  const faults = `${id}error`;
  const invalid = error !== undefined && error.length > 0;
  const describedBy = [...(invalid ? [faults] : []), ...(description === undefined ? [] : [help])].join(" ");
  const control: Control = {
    id,
    name,
    "aria-describedby": describedBy === "" ? undefined : describedBy,
    "aria-invalid": invalid || undefined,
  };
  return { control, help, faults };
}

/** The line of help below a label or a control. */
export function Help({ id, children }: { id: string; children: ReactNode }) {
  if (children === undefined || children === null) return null;
  return (
    <div className="text-sm text-dim" id={id}>
      {children}
    </div>
  );
}

/** The errors of one field, announced when they appear. */
export function FieldError({ id, messages }: { id: string; messages: string[] | undefined }) {
  return (
    <div className="empty:hidden" id={id} role="alert">
      {messages?.map((message) => (
        <p className="flex gap-1.5 text-sm font-[550] text-bad" key={message}>
          <Icon className="mt-0.5" name="alert" size={14} />
          {message}
        </p>
      ))}
    </div>
  );
}
