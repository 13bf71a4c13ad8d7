// A virtual environment with the Python client in it. Where this machine has no Python that is new enough, or cannot
// get packages, the reason is told instead.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./source-tree.ts";

const run = promisify(execFile);
const MINUTE_MS = 60_000;

export interface Python {
  /** The interpreter of the environment. */
  bin: string;
  /** A copy of the client's folder. */
  client: string;
  remove(): Promise<void>;
}

/** `extras` as pip names them: "test". */
export async function makePython(extras: string): Promise<Python | { missing: string }> {
  const folder = await mkdtemp(join(tmpdir(), "kh-python-"));
  const [env, client] = [join(folder, "env"), join(folder, "client")];
  const bin = join(env, "bin/python");
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await run("python3", [
      "-c",
      "import sys; assert sys.version_info >= (3, 10), 'Python 3.10 or newer is needed'",
    ]);
    await run("python3", ["-m", "venv", env], { timeout: MINUTE_MS });
    await run("cp", ["-r", join(ROOT, "clients/python"), client]);
    await run(bin, ["-m", "pip", "install", "-q", "--disable-pip-version-check", `${client}[${extras}]`], {
      timeout: 3 * MINUTE_MS,
    });
    return { bin, client, remove };
  } catch (error) {
    await remove();
    const said = (error as { stderr?: string }).stderr || String(error);
    return { missing: said.trim().split("\n").at(-1) ?? "" };
  }
}
