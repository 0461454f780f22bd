// Run by emulator.mjs in a process group of its own, so that Ctrl-C ends pip too: `node install-emulator.mjs localstack|awscli`.
import { installAwsCli, installLocalStack } from "../e2e/localstack/install.mjs";
import { explain } from "./failure.mjs";

const install = process.argv[2] === "awscli" ? installAwsCli : installLocalStack;

try {
  await install();
} catch (error) {
  const { message, stack } = explain(error);
  console.log(stack ?? message);
  process.exitCode = 1;
}
