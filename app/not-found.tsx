import type { Metadata } from "next";
import { FullPage } from "#components/full-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found · Twofold" };

export default function NotFound() {
  return (
    <main className="px-5 md:px-7">
      <FullPage
        actions={
          <ButtonLink href="/" variant="primary">
            Go to the overview
          </ButtonLink>
        }
        title="There is no such page"
      >
        <p>The address is wrong, or what it named has moved.</p>
      </FullPage>
    </main>
  );
}
