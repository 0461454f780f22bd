"use client";
import { BrokenPage } from "#components/broken-page.tsx";
import "./globals.css";

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page broke · Twofold</title>
        <main className="px-5 md:px-7">
          <BrokenPage error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
