import type { ComponentProps, ReactNode } from "react";

type Cell = { align?: "left" | "right"; className?: string };

/** Rows of one kind. Scrolls sideways on its own where it does not fit; its head stays in sight where it does. */
export function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <section
      aria-label={caption}
      className="relative rounded-lg border border-line bg-panel max-xl:overflow-x-auto print:overflow-visible"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className="rows">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

export function THead({ children }: { children: ReactNode }) {
  return <thead>{children}</thead>;
}

export function TBody({ children }: { children: ReactNode }) {
  return <tbody>{children}</tbody>;
}

export function TR(props: ComponentProps<"tr">) {
  return <tr {...props} />;
}

/** The head of a column; give it `aria-sort` where it sorts. */
export function TH({ align, className, ...rest }: Cell & Omit<ComponentProps<"th">, "align">) {
  return <th scope="col" {...rest} className={classes(align === "right" && "cell-right", className)} />;
}

/** `row`: the cell that names its row. `wrap`: long text may break anywhere. */
export function TD({
  align,
  dim = false,
  mono = false,
  wrap = false,
  row = false,
  className,
  ...rest
}: Cell & { dim?: boolean; mono?: boolean; wrap?: boolean; row?: boolean } & Omit<ComponentProps<"td">, "align">) {
  const Tag = row ? "th" : "td";
  const look = classes(
    align === "right" && "cell-right",
    wrap && "cell-wrap",
    dim && "text-dim",
    mono && "font-mono text-sm",
    className,
  );
  return <Tag scope={row ? "row" : undefined} {...rest} className={look} />;
}

function classes(...names: (string | false | undefined)[]): string | undefined {
  return names.filter((name) => name !== false && name !== undefined).join(" ") || undefined;
}
