import { expect, test } from "vitest";
import { FORM_BYTES, sizeOfForm } from "./form-size.ts";

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

test.for<[string, string, number]>([
  ["ASCII is a byte a character", "abc", 3],
  ["other letters are more", "ä漢🔑", 2 + 3 + 4],
  ["a new line is two", "a\nb\r\n", 1 + 2 + 1 + 2],
])("%s", ([, text, bytes]) => {
  expect(sizeOfForm(formOf({ policy: text })) - sizeOfForm(formOf({ policy: "" }))).toBe(bytes);
});

test("a form that is taken for small enough fits into what the server takes", async () => {
  const empty = sizeOfForm(formOf({ policy: "", seen: "" }));
  const full = formOf({ policy: "x".repeat(FORM_BYTES - empty), seen: "" });
  expect(sizeOfForm(full)).toBe(FORM_BYTES);
  const sent = await new Request("http://x.test", { method: "POST", body: full }).arrayBuffer();
  expect(sent.byteLength).toBeLessThan(1024 * 1024);
});
