export const SCHEME_COOKIE = "twofold-scheme";

/** The chosen scheme, or undefined to follow the system. */
export function fromSchemeCookie(value: string | undefined): "light" | "dark" | undefined {
  return value === "light" || value === "dark" ? value : undefined;
}
