import { dsse, putObject, readRule } from "../fixtures/buckets.ts";
import { addStatement, denyTo } from "../fixtures/key-policy.ts";
import { alertWith, pickKey, rowWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

/** Refuses the key to every bucket but one. */
function onlyFor(bucket: string) {
  return {
    Sid: "OnlyThatBucket",
    Effect: "Deny",
    Principal: "*",
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Resource: "*",
    Condition: { StringNotLike: { "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${bucket}/*` } },
  };
}

test("a key whose policy refuses the bucket is told on its page, and is not made the default of another", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const [named, refused, other] = [
    await newBucket({ rule: dsse(key.arn) }),
    await newBucket({ rule: dsse(key.arn) }),
    await newBucket(),
  ];
  await addStatement(aws, key.arn, onlyFor(named));
  await putObject(aws, { Bucket: named, Key: "a.txt", Body: "a" });
  await expect(putObject(aws, { Bucket: refused, Key: "a.txt", Body: "a" })).rejects.toThrow("kms:GenerateDataKey");

  await page.goto(`/buckets/${named}`);
  await expect(page.getByText("New objects without an encryption header get two layers.")).toBeVisible();
  await page.goto(`/buckets/${refused}`);
  await expect(page.getByText("Uploads under the default fail.")).toBeVisible();
  await expect(page.getByText("refuses its use for this bucket to everybody")).toContainText("OnlyThatBucket");

  await page.goto(`/buckets/${other}/encryption`);
  await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
  await pickKey(page, key.alias);
  await page.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(page, "refuses its use for this bucket to everybody")).toContainText("OnlyThatBucket");
  expect((await readRule(aws, other)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
});

test("a key whose policy refuses the bucket is told in the list and in the overview, and one that it does not is not", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const named = await newBucket({ rule: dsse(key.arn) });
  const refused = await newBucket({ rule: dsse(key.arn) });
  await addStatement(aws, key.arn, onlyFor(named));
  await page.goto(`/buckets?q=${refused}`);
  await expect(rowWith(page, refused)).toContainText("refused by its policy");
  await page.goto(`/buckets?q=${named}`);
  await expect(rowWith(page, named)).toContainText(key.alias);
  await expect(rowWith(page, named)).not.toContainText("refused by its policy");

  await page.goto("/");
  await expect(page.getByRole("region", { name: "What needs attention" })).toContainText(
    new RegExp(`${refused}.{0,80}${key.alias}: The key’s policy refuses .* by its statement OnlyThatBucket`),
  );
  await expect(page.getByRole("region", { name: "What needs attention" })).not.toContainText(
    new RegExp(`${named}.{0,80}${key.alias}: The key’s policy`),
  );
});

test("a key whose policy may not be read leaves its bucket not known, with the permission", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await denyTo(aws, key.arn, "kms:GetKeyPolicy");
  await page.goto(`/buckets?q=${bucket}`);
  await expect(rowWith(page, bucket)).toContainText("kms:GetKeyPolicy");
  await expect(rowWith(page, bucket)).not.toContainText("refused by its policy");
});
