import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import { fromSchemeCookie, SCHEME_COOKIE } from "#components/scheme.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: "Twofold",
  description: "The DSSE-KMS console for Amazon S3",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark" };

/** Rendered for each request, because the nonce in its Content-Security-Policy is new each time. */
export default async function RootLayout({ children }: LayoutProps<"/">) {
  await connection();
  const scheme = fromSchemeCookie((await cookies()).get(SCHEME_COOKIE)?.value);
  return (
    <html data-scheme={scheme} lang="en">
      <body>
        <noscript>
          <p className="m-4 max-w-[96ch] rounded-lg bg-warn-soft px-3.5 py-2.5">
            <b className="font-[600] text-warn">This page’s scripts do not run.</b> Signing in and out works without
            them. The rest needs them: a part of a page that stays grey was not filled in, and says nothing about what
            AWS holds.
          </p>
        </noscript>
        {children}
      </body>
    </html>
  );
}
