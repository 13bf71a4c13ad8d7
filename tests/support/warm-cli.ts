// The command line in a process that has loaded it already, for tests of what commands do: to load it takes longer than
// most of them. How a process of its own begins and ends is told by those of worldCli().
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Cli, warmCliWith, worldCli } from "./cli.ts";
import { ROOT } from "./source-tree.ts";
import type { TestWorld } from "./world.ts";

/** Starts such a process, which runs commands one after the other, each with an environment and input of its own. */
export async function startWarmCli(folder: string): Promise<{ socket: string; stop(): Promise<void> }> {
  const socket = join(folder, "cli.sock");
  const script = join(ROOT, "tests/fixtures/warm-cli.ts");
  const child = spawn(process.execPath, [script, socket], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return {
    socket,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

/** The command line of whoever holds the secrets of `world`: `json` asks such a process, `run` starts one each time. */
export async function warmWorldCli(world: TestWorld, env: Record<string, string> = {}): Promise<Cli> {
  const cli = await worldCli(world, { NODE_ENV: "production", ...env });
  const warm = await startWarmCli(cli.folder);
  const { json } = warmCliWith(warm.socket, cli);
  return {
    ...cli,
    json,
    async close() {
      await warm.stop();
      await cli.close();
    },
  };
}
