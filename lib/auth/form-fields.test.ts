import { expect, test } from "vitest";
import { formFields } from "./form-fields.ts";

/** What a server gets of a form that a browser sends. */
async function received(form: FormData): Promise<FormData> {
  return new Response(form).formData();
}

test("a text of several lines is read as the page had it, though it travels with CR LF", async () => {
  const form = new FormData();
  form.set("seen", '{\n  "Version": "2012-10-17"\n}');
  const sent = await received(form);
  expect(sent.get("seen")).toContain("\r\n");
  expect(formFields(sent)).toEqual({ seen: '{\n  "Version": "2012-10-17"\n}' });
});

test("a text on one line and an empty one stay as they are", () => {
  const form = new FormData();
  form.set("alias", "alias/records");
  form.set("note", "");
  expect(formFields(form)).toEqual({ alias: "alias/records", note: "" });
});
