import type { Write } from "./write.ts";

/** An object of the estate. What it holds follows from its key's ending. */
export type DemoObject = {
  key: string;
  /** Each version's encryption as its request named it, oldest first; one without headers when absent. */
  writes?: Write[];
  /** Covered by a delete marker in the end. */
  deleted?: true;
  tags?: Record<string, string>;
  metadata?: Record<string, string>;
};

/** Objects 0 to `count` - 1. */
export function range(count: number, make: (n: number) => DemoObject): DemoObject[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
