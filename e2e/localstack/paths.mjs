import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of these files. */
export const here = fileURLToPath(new URL(".", import.meta.url));

/** What is installed and run lies in this git-ignored folder of the repository. */
export const home = join(here, "..", "..", ".localstack");
