/** What a form may hold. The server takes 1 MiB of an action in all (next.config.mjs), with what stands around each field. */
export const FORM_BYTES = 900 * 1024;

/** What stands around a field on its way: a boundary and a name. Bytes, generously. */
const AROUND = 200;

/** How many bytes a form takes on its way to the server, at the most. */
export function sizeOfForm(form: FormData): number {
  const encoder = new TextEncoder();
  // A form sends each new line as CR LF.
  const bytesOf = (text: string) => encoder.encode(text.replaceAll(/\r?\n/g, "\r\n")).length;
  return [...form].reduce(
    (sum, [name, value]) => sum + AROUND + bytesOf(name) + (typeof value === "string" ? bytesOf(value) : value.size),
    0,
  );
}
