"use client";
import { useState } from "react";
import { TextField } from "./field.tsx";

/** Asks to type an exact name before something that cannot be undone. `onMatch` says whether it stands there now. */
export function TypedConfirmation({
  expected,
  name,
  onMatch,
  error,
}: {
  expected: string;
  name: string;
  onMatch?: (matches: boolean) => void;
  error?: string[] | undefined;
}) {
  const [typed, setTyped] = useState("");
  const matches = typed === expected;
  return (
    <TextField
      autoCapitalize="none"
      autoComplete="off"
      autoCorrect="off"
      description={
        <span aria-live="polite">{matches ? "The name matches." : "Exactly as above, capitals included."}</span>
      }
      error={error}
      label={
        <>
          Type <code className="font-mono wrap-anywhere select-all">{expected}</code> to confirm
        </>
      }
      mono
      name={name}
      onChange={(event) => {
        setTyped(event.target.value);
        onMatch?.(event.target.value === expected);
      }}
      spellCheck={false}
      value={typed}
    />
  );
}
