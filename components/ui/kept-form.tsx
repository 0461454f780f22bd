"use client";
import { type ComponentProps, startTransition, type SyntheticEvent, useState } from "react";
import { formatSize } from "#components/quantity.tsx";
import { FORM_BYTES, sizeOfForm } from "./form-size.ts";

/**
 * A form that keeps what was entered. React resets a form after its action, which puts radios, checkboxes and selects
 * back without telling their state, so that the next press would send something else than what the page previews.
 * What is more than the console takes at once is said, and not sent: the server would cut it off without a word.
 */
export function KeptForm({
  action,
  children,
  ...rest
}: Omit<ComponentProps<"form">, "action" | "onSubmit"> & { action: (form: FormData) => void }) {
  const [tooLarge, setTooLarge] = useState<number | null>(null);

  function submit(event: SyntheticEvent<HTMLFormElement, SubmitEvent>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget, event.nativeEvent.submitter);
    const bytes = sizeOfForm(form);
    setTooLarge(bytes > FORM_BYTES ? bytes : null);
    if (bytes <= FORM_BYTES) startTransition(() => action(form));
  }

  // The action stays on the form for a press before this code has arrived in the browser.
  return (
    <form {...rest} action={action} onSubmit={submit}>
      {children}
      {tooLarge !== null && (
        <p className="font-[550] text-bad" role="alert">
          Nothing was sent: this form holds {formatSize(tooLarge)}, and the console takes {formatSize(FORM_BYTES)} at
          most. Shorten what is in its fields.
        </p>
      )}
    </form>
  );
}
