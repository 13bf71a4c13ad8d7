import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { driverTarget } from "#db/dsn.ts";
import { findBinaries } from "#db/embedded/binaries.ts";
import { chooseLauncher } from "#db/embedded/launch.ts";
import { preparePlace } from "#db/embedded/place.ts";
import { startServer } from "#db/embedded/server.ts";
import { type EmbeddedPostgres, startEmbedded } from "#db/embedded.ts";
import { createLog } from "#lib/core/log.ts";

const log = createLog("test", "silent");
let root: string;
/** A cluster that was made once and is copied, for making one is what takes the time. */
let model: string;
const open: EmbeddedPostgres[] = [];
const holders: ChildProcess[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "kh-embedded-"));
  model = join(root, "model");
  await (await startEmbedded({ dataDir: model, log })).stop();
}, 60_000);

afterEach(async () => {
  for (const database of open.splice(0).reverse()) await database.stop();
  for (const holder of holders.splice(0)) await end(holder, "SIGTERM");
});

afterAll(() => rm(root, { recursive: true, force: true }));

let folders = 0;

async function freshFolder(): Promise<string> {
  folders += 1;
  const folder = join(root, `f${folders}`);
  await cp(model, folder, { recursive: true });
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const database = await startEmbedded({ dataDir, log });
  open.push(database);
  return database;
}

/** Another process that runs the database; resolves when it is ready. */
async function hold(dataDir: string): Promise<{ holder: ChildProcess; started: boolean }> {
  const script = new URL("../fixtures/hold-database.ts", import.meta.url).pathname;
  const holder = spawn(process.execPath, [script, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  holders.push(holder);
  const [line] = (await once(holder.stdout!, "data")) as [Buffer];
  return { holder, started: JSON.parse(line.toString()).started };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

async function query(database: EmbeddedPostgres, text: string): Promise<Record<string, unknown>[]> {
  const { dsn, options } = driverTarget(database.url);
  const sql = postgres(dsn, { ...options, max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

async function serverPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);
}

describe("the embedded database", () => {
  test("keeps what was committed over a stop and a start", async () => {
    const folder = await freshFolder();
    const first = await start(folder);
    await query(first, "create table kept as select 7 as n");
    await first.stop();
    expect(await query(await start(folder), "select n from kept")).toEqual([{ n: 7 }]);
  });

  test("listens on no network address and keeps its folder private", async () => {
    const folder = await freshFolder();
    const database = await start(folder);
    expect(await query(database, "show listen_addresses")).toEqual([{ listen_addresses: "" }]);
    expect(await query(database, "show synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
    for (const path of ["", "run", "postgres"])
      expect((await stat(join(folder, path))).mode & 0o777, path).toBe(0o700);
  });

  test("is shared by a second starter, which cannot stop it", async () => {
    const folder = await freshFolder();
    const owner = await start(folder);
    const guest = await start(folder);
    expect([owner.started, guest.started]).toEqual([true, false]);
    await guest.stop();
    expect(await query(owner, "select 1 as n")).toEqual([{ n: 1 }]);
  });

  test("is made once and owned once when two begin at the same time in an empty folder", async () => {
    const folder = join(root, "race");
    const both = await Promise.all([start(folder), start(folder)]);
    expect(both.filter((one) => one.started)).toHaveLength(1);
    for (const one of both) expect(await query(one, "select 1 as n")).toEqual([{ n: 1 }]);
  }, 30_000);

  test("starts again after its parent was killed", async () => {
    const folder = await freshFolder();
    const { holder } = await hold(folder);
    await end(holder, "SIGKILL");
    const database = await start(folder);
    expect(database.started).toBe(true);
    expect(await query(database, "select 1 as n")).toEqual([{ n: 1 }]);
  }, 20_000);

  test("starts again after it and its parent were killed together", async () => {
    const folder = await freshFolder();
    const { holder } = await hold(folder);
    process.kill(await serverPid(folder), "SIGKILL");
    await end(holder, "SIGKILL");
    expect((await start(folder)).started).toBe(true);
  }, 20_000);

  test("tells its owner when it was lost", async () => {
    const folder = await freshFolder();
    const database = await start(folder);
    process.kill(await serverPid(folder), "SIGKILL");
    await database.lost;
    expect((await start(folder)).started).toBe(true);
  }, 20_000);

  test("is adopted, and then stopped, when it runs without an owner", async () => {
    const folder = await freshFolder();
    const binaries = await findBinaries();
    const place = await preparePlace(folder);
    await startServer(place, binaries, await chooseLauncher(binaries.postgres));
    const pid = await serverPid(folder);
    const database = await start(folder);
    expect([database.started, await serverPid(folder)]).toEqual([true, pid]);
    await database.stop();
    await expect(serverPid(folder)).rejects.toThrow("ENOENT");
  });

  test("keeps its owner when the owner's connection is cut", async () => {
    const folder = await freshFolder();
    const owner = await start(folder);
    await query(owner, "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
    expect((await hold(folder)).started).toBe(false);
  });

  test("does not mistake another program with the pid of its predecessor for it", async () => {
    const folder = await freshFolder();
    const lines = [
      process.pid,
      join(folder, "postgres"),
      1,
      5432,
      join(folder, "run"),
      "",
      "  1  1",
      "ready",
    ];
    await writeFile(join(folder, "postgres/postmaster.pid"), `${lines.join("\n")}\n`);
    expect((await start(folder)).started).toBe(true);
  });

  test("works below a path that is too long for a socket", async () => {
    const folder = join(root, "deep".repeat(20), "deep".repeat(20));
    await mkdir(join(folder, ".."), { recursive: true });
    await cp(model, folder, { recursive: true });
    const owner = await start(folder);
    const guest = await start(folder);
    expect(guest.started).toBe(false);
    expect(await query(guest, "select 1 as n")).toEqual([{ n: 1 }]);
    const socketDir = new URL(owner.url).searchParams.get("host") ?? "";
    expect((await stat(socketDir)).mode & 0o777).toBe(0o700);
    await owner.stop();
    await expect(stat(socketDir)).rejects.toThrow("ENOENT");
  });

  test("refuses a folder of another major version in one sentence", async () => {
    const folder = await freshFolder();
    await writeFile(join(folder, "postgres/PG_VERSION"), "15\n");
    await expect(start(folder)).rejects.toThrow(
      /was made by PostgreSQL 15, this is PostgreSQL 18; set KEYHOLD_DATA/,
    );
  });

  test("refuses a folder that cannot be written in one sentence", async () => {
    await writeFile(join(root, "file"), "");
    for (const folder of [join(root, "file"), join(root, "file/data"), "/proc/keyhold/data"])
      await expect(start(folder)).rejects.toThrow(/cannot be written \(E[A-Z]+\); make it writable/);
  });
});
