/**
 * A form's fields by name, in the line feeds that the page had: a browser sends each as CR LF. Source: HTML,
 * "multipart/form-data encoding algorithm".
 */
export function formFields(form: FormData): Record<string, FormDataEntryValue> {
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, typeof value === "string" ? value.replaceAll("\r\n", "\n") : value]),
  );
}
