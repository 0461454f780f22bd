import { spawnSync } from "node:child_process";
import { LocalStackError } from "./errors.mjs";

const NAMES = ["python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python3", "python"];

const PROBE = `
import importlib.util, json, sys
has = lambda name: importlib.util.find_spec(name) is not None
try:
    import pip
    version = [int(part) for part in pip.__version__.split(".")[:2]]
except Exception:
    version = None
print(json.dumps({"version": sys.version_info[:2], "venv": has("venv"), "ensurepip": has("ensurepip"), "pip": version}))
`;

/**
 * How a Python can make and fill a virtual environment: with its own pip, or with the one it puts inside.
 * @param {{ version: [number, number], venv: boolean, ensurepip: boolean, pip: [number, number] | null }} found
 * @returns {"outer-pip" | "inner-pip" | null}
 */
export function installerOf({ version: [major, minor], venv, ensurepip, pip }) {
  if (major !== 3 || minor < 10 || minor > 14 || !venv) return null;
  // Since 22.3, pip installs into another environment, which spares putting a pip there.
  if (pip && (pip[0] > 22 || (pip[0] === 22 && pip[1] >= 3))) return "outer-pip";
  return ensurepip ? "inner-pip" : null;
}

/**
 * The newest usable Python on the PATH.
 * @returns {{ command: string, installer: "outer-pip" | "inner-pip" } | null}
 */
export function findPython(names = NAMES) {
  for (const command of names) {
    const probe = spawnSync(command, ["-c", PROBE], { encoding: "utf8", timeout: 20_000 });
    if (probe.status !== 0) continue;
    const installer = installerOf(JSON.parse(probe.stdout));
    if (installer) return { command, installer };
  }
  return null;
}

/** A usable Python, or the one message that says how to get one. */
export function requirePython() {
  const python = findPython();
  if (python) return python;
  throw new LocalStackError(
    "The embedded AWS needs Python 3.10 to 3.14 with venv and pip, or a running Docker. " +
      `Install it with: ${installCommand()}`,
  );
}

/** The command of this machine's package manager. */
function installCommand() {
  const managers = [
    ["apt-get", "sudo apt-get install -y python3 python3-venv python3-pip"],
    ["dnf", "sudo dnf install -y python3 python3-pip"],
    ["apk", "sudo apk add python3 py3-pip"],
    ["brew", "brew install python@3.14"],
  ];
  const found = managers.find(([name]) => spawnSync(name, ["--version"]).error === undefined);
  return (found ?? managers[0])[1];
}
