import { expect, test } from "vitest";
import { toYaml, type Yaml } from "./yaml.ts";

test.for<[Yaml, string]>([
  ["2012-10-17", '"2012-10-17"'],
  [{ Days: 3, On: true }, 'Days: 3\n"On": true'],
  [{ Null: { "aws:SecureTransport": "false" } }, '"Null":\n  "aws:SecureTransport": "false"'],
  [
    {
      Rules: [
        { Id: "a", Tags: [] },
        { Id: "b", Filter: {} },
      ],
    },
    'Rules:\n  - Id: "a"\n    Tags: []\n  - Id: "b"\n    Filter: {}',
  ],
  [{ Lists: [["a", "b"], ["c"]] }, 'Lists:\n  - - "a"\n    - "b"\n  - - "c"'],
  [{ Left: undefined, Out: "a: b # c\n\u202e" }, 'Out: "a: b # c\\n\\u202e"'],
])("%o", ([value, text]) => {
  expect(toYaml(value)).toBe(text);
});
