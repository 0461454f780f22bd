"use client";

import { useActionState, useState } from "react";
import { Notice } from "#components/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { KeptForm } from "#components/ui/kept-form.tsx";
import { signInAction, type SignInState } from "./actions.ts";

/** `from`: the page to go back to. */
export function SignInForm({ from }: { from: string }) {
  const [state, submit, pending] = useActionState(signInAction, { status: "idle" });
  const [user, setUser] = useState("admin");
  return (
    <KeptForm action={submit} className="grid gap-4">
      <input name="from" type="hidden" value={from} />
      <TextField
        autoCapitalize="none"
        autoComplete="username"
        label="User"
        name="user"
        onChange={(event) => setUser(event.target.value)}
        required
        value={user}
      />
      <TextField autoComplete="current-password" autoFocus label="Password" name="password" required type="password" />
      {state.status !== "idle" && (
        <Notice live title="Not signed in" tone="bad">
          <p>{wordsFor(state)}</p>
        </Notice>
      )}
      <Button pending={pending} type="submit" variant="primary">
        Sign in
      </Button>
    </KeptForm>
  );
}

function wordsFor(state: Exclude<SignInState, { status: "idle" }>): string {
  switch (state.status) {
    case "wrong":
      return "The user or the password is wrong.";
    case "locked":
      return `Too many wrong passwords. Try again in ${state.minutes} min.`;
    case "foreign":
      return "This request did not come from the console's own page. Open the console at its own address and try again.";
  }
}
