import { expect, it } from "vitest";
import { csv } from "./csv.ts";

it("quotes what holds a comma, a quote or a line break", () => {
  expect(
    csv(
      ["a", "b"],
      [
        ["x,y", 'say "hi"'],
        ["two\nlines", 3],
      ],
    ).toString(),
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",3\r\n');
});
