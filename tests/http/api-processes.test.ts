// Several api processes behind one port, as `npm run api` starts them: real processes, killed for real.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../support/free-port.ts";
import { startProgram } from "../support/program.ts";
import { TEST_MASTER_KEYS, TEST_PEPPERS, type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let dataDir: string;
let port: number;
let api: ChildProcess;

beforeAll(async () => {
  [world, dataDir, port] = await Promise.all([testWorld(), mkdtemp(join(tmpdir(), "kh-nodes-")), freePort()]);
  api = startProgram("lib/processes/api.ts", [], {
    DATABASE_URL: world.url("api"),
    KEYHOLD_PEPPERS: TEST_PEPPERS,
    KEYHOLD_MASTER_KEYS: TEST_MASTER_KEYS,
    KEYHOLD_DATA: dataDir,
    API_PORT: String(port),
    HOST: "127.0.0.1",
    API_PROCESSES: "2",
    LOG_LEVEL: "silent",
  });
});
afterAll(async () => {
  api?.kill("SIGKILL");
  await world?.close();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

/** What a new connection gets. */
async function ask(path: string): Promise<string> {
  const asking = get({ host: "127.0.0.1", port, path, agent: false, signal: AbortSignal.timeout(2_000) });
  const [answer] = await once(asking, "response");
  return text(answer);
}

/** The processes of the nodes that say they live. */
async function living(): Promise<number[]> {
  const rows = await world.ownerSql<{ pid: number }[]>`select pid from nodes where ended_at is null`;
  return rows.map(({ pid }) => pid).filter(isRunning);
}

/** Resolves when two nodes have answered since the call. */
async function twoAnswer(): Promise<void> {
  const nodes = new Set<string>();
  const count = async () => nodes.add(/node="(\w+)"/.exec(await ask("/metrics"))?.[1] ?? "").size;
  await expect.poll(count, patience).toBe(2);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const patience = { timeout: 90_000, interval: 50 };

describe("the api on two cores", { timeout: 180_000 }, () => {
  it("is two whole nodes that share a port", async () => {
    await expect.poll(living, patience).toHaveLength(2);
    await twoAnswer();
  });

  it("goes on when one of them dies, and another takes its place", async () => {
    const [first, second] = await living();
    process.kill(first!, "SIGKILL");
    // A connection that waited for the dead one is reset; no later one waits for it.
    await expect.poll(() => isRunning(first!), patience).toBe(false);
    for (let count = 0; count < 20; count += 1) expect(await ask("/healthz")).toContain("ok");
    await expect.poll(living, patience).toHaveLength(2);
    const now = await living();
    expect(now).toContain(second);
    expect(now).not.toContain(first);
    await twoAnswer();
  });

  it("ends as a whole, and every node says goodbye", async () => {
    const nodes = await living();
    api.kill("SIGTERM");
    const [code] = await once(api, "exit");
    expect(code).toBe(0);
    expect(nodes.filter(isRunning)).toEqual([]);
    const rows = await world.ownerSql`select from nodes where ended_at is null and pid = any (${nodes})`;
    expect(rows).toHaveLength(0);
  });
});
