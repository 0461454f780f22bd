import { randomUUID } from "node:crypto";
import { GetBucketLocationCommand } from "@aws-sdk/client-s3";
import { discardKey, openAws, readKey } from "../fixtures/aws.ts";
import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const SERVED = "us-east-1";

test("a console that does not serve the Region it is configured for is at home in the one it does", async ({
  newConsole,
  newBrowser,
  bucketName,
}) => {
  const served = openAws(setting("AWS_ENDPOINT_URL"), SERVED);
  const own = await newConsole(setting("AWS_ENDPOINT_URL"), { AWS_REGION: "eu-central-1", TWOFOLD_REGIONS: SERVED });
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);

  await page.goto(`${own.url}/buckets/new`);
  await expect(page.getByLabel("Region", { exact: true })).toHaveValue(SERVED);
  await page.getByLabel("Name").fill(bucketName);
  await page.getByRole("radio", { name: "SSE-S3", exact: true }).check();
  await expect(commandsUnder(page, "What will be sent")).toContainText(`--region ${SERVED}`);
  await expect(commandsUnder(page, "What will be sent")).not.toContainText("LocationConstraint");
  await page.getByRole("button", { name: "Create bucket" }).click();
  await expect(alertWith(page, `${bucketName} exists in ${SERVED}`)).toBeVisible();
  // Of us-east-1 S3 names no location.
  expect(
    (await served.s3.send(new GetBucketLocationCommand({ Bucket: bucketName }))).LocationConstraint ?? null,
  ).toBeNull();

  const alias = `alias/e2e/${randomUUID()}`;
  await page.goto(`${own.url}/keys/new`);
  await page.getByLabel("Alias").fill(alias);
  await page.getByRole("button", { name: "Create the key" }).click();
  await expect(alertWith(page, `${alias} was created in ${SERVED}`)).toBeVisible();
  const arn = (await readKey(served, alias)).metadata?.Arn ?? "";
  await discardKey(served, { arn, alias });
  expect(arn).toContain(`:${SERVED}:`);
});
