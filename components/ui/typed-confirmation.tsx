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
  // Keyboards compose letters, and a name may hold them decomposed.
  const matches = typed.normalize() === expected.normalize();
  return (
    <TextField
      autoCapitalize="none"
      autoComplete="off"
      autoCorrect="off"
      description={<span aria-live="polite">{matches ? "The name matches." : howTo(expected)}</span>}
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
        onMatch?.(event.target.value.normalize() === expected.normalize());
      }}
      spellCheck={false}
      value={typed}
    />
  );
}

function howTo(expected: string): string {
  return expected.includes("⟪")
    ? "Exactly as above: ⟪U+…⟫ spells out what cannot be seen. A click on the name selects it, to be copied."
    : "Exactly as above, capitals included.";
}
