import type { Metadata } from "next";
import { FullPage } from "#components/full-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found · Twofold" };

/** AWS answered that what the address names does not exist, or not any more. */
export default function NotFound() {
  return (
    <FullPage
      actions={
        <>
          <ButtonLink href="/buckets">Buckets</ButtonLink>
          <ButtonLink href="/keys">Keys</ButtonLink>
        </>
      }
      title="AWS does not have it"
    >
      <p>
        It was deleted, it lies in another Region or account, or its name is spelled otherwise. Names are
        case-sensitive.
      </p>
    </FullPage>
  );
}
