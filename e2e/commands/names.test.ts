import { afterAll, beforeAll, expect, test } from "vitest";
import { toKebab } from "#lib/commands/cli.ts";
import { openShell, type Shell } from "./shell.ts";

const NAMES = `
import json
from awscli.botocore import session, xform_name
names = {}
for service in ("s3", "s3control", "kms", "sts"):
    model = session.get_session().get_service_model(service)
    for operation in model.operation_names:
        shape = model.operation_model(operation).input_shape
        for name in [operation, *(shape.members if shape else ())]:
            names[name] = xform_name(name, "-")
print(json.dumps(names))
`;

let shell: Shell;

beforeAll(async () => {
  shell = await openShell();
});

afterAll(() => shell.close());

test("every operation and member of S3, S3 Control, KMS and STS has the name that the AWS CLI gives it", async () => {
  const names: Record<string, string> = JSON.parse(await shell.run(`'${shell.python}' - <<'EOF'\n${NAMES}\nEOF\n`));
  expect(Object.keys(names).length).toBeGreaterThan(400);
  expect(Object.fromEntries(Object.keys(names).map((name) => [name, toKebab(name)]))).toEqual(names);
});
