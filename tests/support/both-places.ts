// The command line where the installation is, and elsewhere by the token of somebody who has none of its secrets.
import { expect } from "vitest";
import type { Permission } from "#lib/shared/permissions.ts";
import { makeServiceToken, type TestApi, testApi } from "./api.ts";
import { type Cli, cliWith, warmCliWith, worldCli } from "./cli.ts";
import type { TenantRow } from "./factories.ts";
import type { Ran } from "./program.ts";
import { startWarmCli } from "./warm-cli.ts";
import type { TestWorld } from "./world.ts";

type Json = ReturnType<typeof JSON.parse>;

export interface BothPlaces {
  api: TestApi;
  /** Each command is a process of its own. */
  cli: Cli;
  here: Cli;
  /** With a token of the platform that may do everything. */
  away: Cli;
  /** With a token that may do this, of the platform or of a tenant. */
  as(permissions: (Permission | "*")[], tenant?: TenantRow): Promise<Cli>;
  /** What came of the same words in both places. */
  both(args: string[], input?: string): Promise<{ mine: Ran; theirs: Ran }>;
  /** The answers in both places; throws with what went wrong where there is none. */
  answers(args: string[], input?: string): Promise<{ mine: Json; theirs: Json }>;
  close(): Promise<void>;
}

export async function bothPlaces(world: TestWorld): Promise<BothPlaces> {
  const api = await testApi(world);
  const cli = await worldCli(world);
  const warm = await startWarmCli(cli.folder);
  const here = warmCliWith(warm.socket, cli);
  const as: BothPlaces["as"] = async (permissions, tenant) => {
    const token = await makeServiceToken(world, { permissions, ...(tenant && { tenant }) });
    return warmCliWith(warm.socket, cliWith(cli.folder, { KEYHOLD_TOKEN: token }), ["--url", api.url]);
  };
  const away = await as(["*"]);
  const both: BothPlaces["both"] = async (args, input) => {
    const [mine, theirs] = await Promise.all([here.run(args, input), away.run(args, input)]);
    return { mine, theirs };
  };
  return {
    ...{ api, cli, here, away, as, both },
    async answers(args, input) {
      const { mine, theirs } = await both([...args, "--json"], input);
      expect([mine.stderr, theirs.stderr]).toEqual(["", ""]);
      return { mine: JSON.parse(mine.stdout), theirs: JSON.parse(theirs.stdout) };
    },
    async close() {
      await warm.stop();
      await api.stop();
      await cli.close();
    },
  };
}
