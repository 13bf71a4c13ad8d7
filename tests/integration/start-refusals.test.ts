import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("../../lib/processes/start.ts", import.meta.url));
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "kh-start-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Two ports that nobody listens on. */
async function freePorts(): Promise<{ PORT: string; API_PORT: string }> {
  const servers = [createServer().listen(0), createServer().listen(0)];
  await Promise.all(servers.map((server) => once(server, "listening")));
  const [web, api] = servers.map((server) => String((server.address() as { port: number }).port));
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return { PORT: web!, API_PORT: api! };
}

/** How `npm start` ends, and all that it says on stderr. */
async function start(
  env: Record<string, string>,
  ...flags: string[]
): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [SCRIPT, ...flags], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      KEYHOLD_DATA: join(root, "data"),
      ...(await freePorts()),
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { code, said };
}

const refusals: [string, () => Promise<{ env?: Record<string, string>; flags?: string[] }>, RegExp][] = [
  [
    "a port that is taken",
    async () => {
      const taken = createServer().listen(0, "0.0.0.0").unref();
      await once(taken, "listening");
      return { env: { PORT: String((taken.address() as { port: number }).port) } };
    },
    /^Port \d+ for the dashboard is taken by another program; set PORT to a free one\.\n$/,
  ],
  [
    "a data folder of another major version",
    async () => {
      const folder = join(root, "old");
      await mkdir(join(folder, "postgres"), { recursive: true });
      await writeFile(join(folder, "postgres/PG_VERSION"), "16\n");
      return { env: { KEYHOLD_DATA: folder } };
    },
    /^The data folder .* was made by PostgreSQL 16, this is PostgreSQL 18; .*\n$/,
  ],
  [
    "a data folder that cannot be written",
    async () => ({ env: { KEYHOLD_DATA: "/dev/null/data" } }),
    /^\/dev\/null\/data\/secrets\.json cannot be read or made \(ENOTDIR\); .*\n$/,
  ],
  [
    "a DSN that is none",
    async () => ({ env: { DATABASE_URL: "localhost" } }),
    /^DATABASE_URL must look like postgres:.*\n$/,
  ],
  [
    "a DSN that leads nowhere, without showing its password",
    async () => ({ env: { DATABASE_URL: "postgres://me:hunter2@127.0.0.1:9/keyhold" } }),
    /^DATABASE_URL: nothing listens at 127\.0\.0\.1:9; is PostgreSQL running\?\n$/,
  ],
  [
    "generated secrets in production",
    async () => ({ flags: ["--production"] }),
    /^--production uses no generated secrets; set KEYHOLD_MASTER_KEYS, KEYHOLD_PEPPERS, AUTH_SECRET in .*\n$/,
  ],
  ["an unknown flag", async () => ({ flags: ["--everything"] }), /^Usage: npm start .*\n$/],
];

test.each(refusals)(
  "starting refuses %s in one sentence and with exit code 1",
  async (_, arrange, sentence) => {
    const { env = {}, flags = [] } = await arrange();
    const { code, said } = await start(env, ...flags);
    expect(said).toMatch(sentence);
    expect(code).toBe(1);
  },
  60_000,
);
