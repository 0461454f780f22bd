"use client";
import { type ComponentProps, type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { TypedConfirmation } from "./typed-confirmation.tsx";

/**
 * The end of a form that is sent only once a name has been typed, which travels as "confirmation". What is typed holds as
 * long as this is shown: in a dialog that is opened again it has to be typed again.
 */
export function ConfirmedSubmit({
  expected,
  verb,
  pending,
  variant = "danger",
  children,
}: {
  expected: string;
  verb: ReactNode;
  pending: boolean;
  variant?: ComponentProps<typeof Button>["variant"];
  /** What stands between the field and the button: how the last try went. */
  children?: ReactNode;
}) {
  const [matches, setMatches] = useState(false);
  return (
    <>
      <TypedConfirmation expected={expected} name="confirmation" onMatch={setMatches} />
      {children}
      <div>
        <Button disabled={!matches} pending={pending} type="submit" variant={variant}>
          {verb}
        </Button>
      </div>
    </>
  );
}
