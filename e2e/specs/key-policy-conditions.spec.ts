import { addStatement, readPolicy } from "../fixtures/key-policy.ts";
import { alertWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const USE = {
  Sid: "ImagingUse",
  Effect: "Allow",
  Principal: { AWS: [role("App"), role("Gateway")] },
  Action: ["kms:GenerateDataKey", "kms:Decrypt"],
  Resource: "*",
  Condition: {
    StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:CallerAccount": "000000000000" },
  },
};
const SEE = { ...USE, Sid: "See", Action: "kms:DescribeKey", Condition: undefined };

test("the form says what conditions it does not write, whom they do not bind, and takes nobody for named who leaves", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await addStatement(aws, key.arn, USE);
  await addStatement(aws, key.arn, SEE);
  await page.goto(`/keys/${key.id}?tab=policy&edit=form`);
  await expect(page.getByText("“ImagingUse”: what such a statement demands")).toBeVisible();
  const users = page.getByLabel("Users");
  await users.fill(role("App"));
  const named = page.getByText(`“See” still names ${role("Gateway")}`);
  await expect(named).toBeVisible();
  // The other list is not right, so nothing is edited: what the policy says today is no answer.
  const administrators = page.getByLabel("Administrators");
  await administrators.fill("nobody");
  await expect(page.getByText("Give the full ARN")).toBeVisible();
  await expect(page.getByText("still name")).toHaveCount(0);
  await administrators.fill("");
  await expect(named).toBeVisible();

  await users.fill([role("App"), role("New")].join("\n"));
  await expect(page.getByText(`${role("New")} may use the key without what “ImagingUse” demands`)).toBeVisible();
  const save = page.getByRole("button", { name: "Save the policy" });
  await page.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await save.click();
  await expect(alertWith(page, "AWS reads back the policy as it was sent.")).toBeVisible();
  const { Statement } = await readPolicy(aws, key.arn);
  expect(Statement).toContainEqual({ ...USE, Principal: { AWS: role("App") } });
  expect(Statement).toContainEqual(
    expect.objectContaining({ Sid: "Users", Principal: { AWS: role("New") }, Action: USE.Action }),
  );
});
