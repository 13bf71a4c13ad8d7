// Builds the dashboard when what it is made of has changed since the last time. One builder at a time per folder.
import { spawn } from "node:child_process";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inheritedEnvironment } from "#lib/core/env.ts";
import { StartError } from "./fail.ts";
import { fingerprint } from "./fingerprint.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OUTPUT = join(ROOT, ".next");
const STAMP = join(OUTPUT, "keyhold-build");
/** Where a build that begins leaves what is there alone. */
const KEPT = join(OUTPUT, "cache");
const LOCK = join(KEPT, "keyhold-build.lock");
const LAST_LINES = 30;

/** Whether the built dashboard is there and made of the present sources. */
export async function isBuilt(): Promise<boolean> {
  const stamp = await readFile(STAMP, "utf8").catch(() => "");
  return stamp === (await fingerprint(ROOT));
}

/** Builds; a second builder waits for the first. Throws StartError with the compiler's last lines. */
export async function buildDashboard(signal: AbortSignal): Promise<void> {
  await mkdir(KEPT, { recursive: true }).catch(refuseUnwritable);
  while (!(await takeLock())) await sleep(500, undefined, { signal });
  try {
    // Whoever had the lock before may have built it.
    if (await isBuilt()) return;
    const made = await fingerprint(ROOT);
    await rm(STAMP, { force: true });
    await runBuild(signal);
    await writeFile(STAMP, made);
  } finally {
    await rm(LOCK, { force: true });
  }
}

async function takeLock(): Promise<boolean> {
  try {
    const file = await open(LOCK, "wx");
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST")
      return refuseUnwritable(error as NodeJS.ErrnoException);
  }
  const holder = Number(await readFile(LOCK, "utf8").catch(() => "0"));
  if (holder > 0 && !isRunning(holder)) await rm(LOCK, { force: true });
  return false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function runBuild(signal: AbortSignal): Promise<void> {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const child = spawn(process.execPath, [next, "build"], {
    cwd: ROOT,
    signal,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...inheritedEnvironment(),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // The build needs no settings, and .env files may hold secrets.
      __NEXT_PROCESSED_ENV: "1",
    },
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code === 0) return;
  const lines = `${out}${err}`.trim().split("\n").slice(-LAST_LINES).join("\n");
  throw new StartError(`The dashboard cannot be built:\n${lines}`);
}

function refuseUnwritable({ code }: NodeJS.ErrnoException): never {
  throw new StartError(`The dashboard cannot be built into ${OUTPUT} (${code}); make the folder writable.`);
}
