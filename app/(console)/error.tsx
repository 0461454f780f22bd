"use client";
import { BrokenPage } from "#components/broken-page.tsx";

export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  return <BrokenPage error={error} retry={retry} />;
}
