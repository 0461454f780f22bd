"use client";
import { BrokenPage } from "#components/broken-page.tsx";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="px-5 md:px-7">
      <BrokenPage error={error} retry={retry} />
    </main>
  );
}
