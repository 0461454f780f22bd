/** For the `ref` of what takes the place of a form: the element that had the focus is gone with it. Wants tabIndex -1. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
