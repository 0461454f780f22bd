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
  [{ Large: 1e21, Small: -5e-7, Exact: 1.5e300 }, "Large: 1.0e+21\nSmall: -5.0e-7\nExact: 1.5e+300"],
  [{ Lists: [["a", "b"], ["c"]] }, 'Lists:\n  - - "a"\n    - "b"\n  - - "c"'],
  [{ Left: undefined, Out: "a: b # c\n\u202e" }, 'Out: "a: b # c\\n\\u202e"'],
])("%o", ([value, text]) => {
  expect(toYaml(value)).toBe(text);
});
