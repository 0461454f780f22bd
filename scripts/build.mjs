import { requireDisk } from "./disk.mjs";
import { main } from "./lifetime.mjs";
import { installPackages } from "./packages.mjs";
import { step } from "./progress.mjs";
import { build } from "./standalone.mjs";

await main(async () => {
  await requireDisk();
  await step("packages", installPackages);
  await step("build", build);
});
