"use client";
import { type ComponentProps, startTransition, type SyntheticEvent } from "react";

/**
 * A form that keeps what was entered. React resets a form after its action, which puts radios, checkboxes and selects
 * back without telling their state, so that the next press would send something else than what the page previews.
 */
export function KeptForm({
  action,
  ...rest
}: Omit<ComponentProps<"form">, "action" | "onSubmit"> & { action: (form: FormData) => void }) {
  function submit(event: SyntheticEvent<HTMLFormElement, SubmitEvent>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget, event.nativeEvent.submitter);
    startTransition(() => action(form));
  }

  // The action stays on the form for a press before this code has arrived in the browser.
  return <form {...rest} action={action} onSubmit={submit} />;
}
