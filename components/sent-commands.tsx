import { CommandPanel } from "./command-panel.tsx";

/** The commands that an action sent before it stopped, beside its FailureNotice: what failed last may have changed something before. */
export function SentCommands({ commands, title = "What was sent" }: { commands: string[]; title?: string }) {
  return commands.length > 0 && <CommandPanel commands={commands.map((cli) => ({ cli }))} title={title} />;
}
