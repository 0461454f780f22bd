import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EncryptionMark } from "#components/encryption-mark.tsx";
import { returnPath } from "#lib/auth/return-path.ts";
import { getSession } from "#lib/auth/session.ts";
import { getConfiguredEndpoints } from "#lib/aws/clients.ts";
import { endpointKind } from "#lib/aws/endpoint.ts";
import { settings } from "#lib/settings.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in · Twofold" };

const WHERE = {
  embedded: "This console speaks to its own LocalStack. Nothing here reaches AWS.",
  custom: "This console speaks to an endpoint of its operator's own.",
  aws: "This console speaks to Amazon Web Services.",
};

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const from = returnPath((await searchParams)["from"]);
  if ((await getSession()) !== null) redirect(from);
  const kind = endpointKind(await getConfiguredEndpoints(), settings().embedded);
  return (
    <main className="mx-auto flex min-h-svh w-full max-w-88 flex-col justify-center px-5 py-10">
      <h1 className="flex items-center gap-2.5 text-xl font-[640] tracking-[-0.015em]">
        <EncryptionMark size={24} type="DSSE-KMS" />
        Twofold
      </h1>
      <p className="mt-1 mb-6 text-dim">The DSSE-KMS console for Amazon S3</p>
      <SignInForm from={from} />
      <p className="mt-6 text-sm text-dim">{WHERE[kind]}</p>
    </main>
  );
}
