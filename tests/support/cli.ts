// The real command line, on a test's own world or on a data folder.
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Ran, runProgram } from "./program.ts";
import { DATABASE_PASSWORD, TEST_MASTER_KEYS, TEST_PEPPERS, type TestWorld } from "./world.ts";

export interface Cli {
  /** Its data folder, for files that a command writes. */
  folder: string;
  /** The environment that it runs with. */
  env: Record<string, string>;
  run(args: string[], input?: string): Promise<Ran>;
  /** Runs with --json and reads the answer; throws with what went wrong when the exit code is not 0. */
  json(args: string[], input?: string): Promise<ReturnType<typeof JSON.parse>>;
  close(): Promise<void>;
}

/** The command line of whoever holds the secrets of `world`, with further settings. */
export async function worldCli(world: TestWorld, env: Record<string, string> = {}): Promise<Cli> {
  const folder = await mkdtemp(join(tmpdir(), "kh-cli-"));
  const cli = cliWith(folder, {
    KEYHOLD_DATA: folder,
    DATABASE_URL: world.ownerUrl,
    KEYHOLD_DB_PASSWORD: DATABASE_PASSWORD,
    KEYHOLD_PEPPERS: TEST_PEPPERS,
    KEYHOLD_MASTER_KEYS: TEST_MASTER_KEYS,
    ...env,
  });
  return { ...cli, close: () => rm(folder, { recursive: true, force: true }) };
}

/** The command line with an environment of its own. */
export function cliWith(folder: string, env: Record<string, string>): Cli {
  return cliOf(folder, env, (args, input) => runProgram("lib/cli/main.ts", args, env, input));
}

/** The same in the process of startWarmCli(), which has loaded it already. `words` come before those of each command. */
export function warmCliWith(socket: string, { folder, env }: Cli, words: string[] = []): Cli {
  return cliOf(folder, env, async (args, input = "") => {
    const connection = connect({ path: socket, allowHalfOpen: true });
    connection.end(JSON.stringify({ words: [...words, ...args], folder, env, input }));
    return JSON.parse(await text(connection));
  });
}

function cliOf(folder: string, env: Record<string, string>, run: Cli["run"]): Cli {
  return {
    folder,
    env,
    run,
    async json(args, input) {
      const { code, stdout, stderr } = await run([...args, "--json"], input);
      if (code !== 0) throw new Error(`keyhold ${args.join(" ")} ended with ${code}: ${stderr}`);
      return JSON.parse(stdout);
    },
    close: async () => {},
  };
}
