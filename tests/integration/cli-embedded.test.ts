// The command line of an installation with an embedded database: alone, and beside a running one.
import { access, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { connect } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { createLog } from "#lib/core/log.ts";
import { type Cli, cliWith } from "../support/cli.ts";

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let cli: Cli;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kh-cli-"));
  cli = cliWith(folder, { KEYHOLD_DATA: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isRunning = () =>
  access(join(folder, "postgres/postmaster.pid")).then(
    () => true,
    () => false,
  );

it("makes an installation in an empty folder, and leaves no database running", async () => {
  const setup = await cli.json(["setup", "--client", "shop:write:100"]);
  expect(setup).toMatchObject({
    admin: { email: null, url: expect.stringContaining("/setup/") },
    serviceToken: { secret: expect.stringMatching(/^kh_svc_/) },
    tenant: "default",
    clients: [{ name: "shop", secret: expect.stringMatching(/^kh_live_/) }],
  });
  expect((await stat(join(folder, "secrets.json"))).mode & 0o777).toBe(0o600);
  expect(await isRunning()).toBe(false);
});

it("finds there again what an earlier command made, and makes no second service token", async () => {
  const setup = await cli.json(["setup"]);
  expect(setup.serviceToken).toBeNull();
  const { items } = await cli.json(["tenants", "list"]);
  expect(items).toMatchObject([{ clientId: "default", keyCount: 1 }]);
  expect(await isRunning()).toBe(false);
});

it("works beside a process that runs the database, and leaves it running", async () => {
  const server = await startEmbedded({ dataDir: folder, log: createLog("test", "silent") });
  try {
    expect((await cli.json(["keys", "list"])).items).toHaveLength(1);
    const database = connect(server.url, { max: 1 });
    expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
    await database.close();
  } finally {
    await server.stop();
  }
});
