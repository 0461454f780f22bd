/** Where key material comes from, in words beside KMS's own. */
const ORIGINS: Record<string, string> = {
  AWS_KMS: "AWS KMS",
  EXTERNAL: "Imported",
  AWS_CLOUDHSM: "CloudHSM key store",
  EXTERNAL_KEY_STORE: "External key store",
};

/** "Imported" for "EXTERNAL"; an origin that is not known here stays in KMS's own word. */
export function originInWords(origin: string): string {
  return ORIGINS[origin] ?? origin;
}

/** "every 180 days"; null is a period that AWS does not say. */
export function periodInWords(periodDays: number | null): string {
  return periodDays === null ? "at a period that AWS does not say" : `every ${periodDays.toLocaleString("en")} days`;
}
