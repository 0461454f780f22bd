import { type Aws, createAws } from "#lib/aws/clients.ts";
import { everyServiceAt } from "#lib/commands/cli.ts";

/** The console's own way to AWS, at the emulator that the shown commands are run against. */
export function openAws(): Aws {
  return createAws({
    region: "eu-central-1",
    endpoints: everyServiceAt(process.env.TWOFOLD_TEST_ENDPOINT ?? null),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
}
