import { type ReactNode, useId } from "react";

/** A part of a page under its own heading. */
export function Section({
  title,
  description,
  actions,
  id,
  children,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** An anchor: "#rotation". */
  id?: string;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} id={id}>
      <div className="mb-3 flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-[1_1_16rem]">
          <h2 className="text-lg font-[600] tracking-[-0.005em] wrap-anywhere" id={heading}>
            {title}
          </h2>
          {description !== undefined && <div className="mt-0.5 max-w-[80ch] text-dim">{description}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
