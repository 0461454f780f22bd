import { Suspense } from "react";
import { ConsoleFrame } from "#components/console-frame.tsx";
import { Where, WhereUnanswered } from "./where.tsx";

/** The frame around every page of the console. Not the gate: each panel and each action asks for the session itself. */
export default function ConsoleLayout({ children }: LayoutProps<"/">) {
  return (
    <ConsoleFrame
      places="/api/palette"
      where={
        <Suspense fallback={<WhereUnanswered />}>
          <Where />
        </Suspense>
      }
    >
      {children}
    </ConsoleFrame>
  );
}
